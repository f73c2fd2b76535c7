"""Those who lead: a place for each, its sign-ins and links, and the gate that every page and call goes through."""

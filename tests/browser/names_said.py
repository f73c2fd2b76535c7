"""Whoever steers by voice says what stands on a button: its name for programs has those words in it (WCAG 2.5.3)."""

# Signs such as – or ✕ are no words.
UNSAID = """() => {
    const plain = text => text.normalize("NFKC").toLowerCase().replace(/[^\\p{L}\\p{N}]+/gu, " ").trim();
    const shown = node => node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const texts = (root, keep) => {
        const words = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), found = [];
        while (words.nextNode())
            if (keep(words.currentNode.parentElement)) found.push(plain(words.currentNode.textContent));
        return found.filter(Boolean);
    };
    const seen = root => texts(root, holder => shown(holder) && !holder.closest(".unseen, svg, select"));
    const told = root => texts(root, holder => shown(holder) && !holder.closest("[aria-hidden=true]"));
    const attribute = (node, name) => node.getAttribute(name) || "";
    const named = node => plain(attribute(node, "aria-label") || attribute(node, "aria-labelledby").split(" ")
        .map(id => document.getElementById(id)?.textContent || "").join(" "));
    const found = [];
    const says = (name, words) => {  // one after the other; between them may stand what is only heard
        let from = 0;
        return words.every(each => (from = name.indexOf(each, from) + 1) > 0);
    };
    for (const node of document.querySelectorAll("a[href], button, summary, [role=button], [role=tab], [role=link]")) {
        if (!shown(node)) continue;
        const words = seen(node), name = named(node) || told(node).join(" ");
        if (!says(name, words)) found.push(`“${words.join(" ")}” is called “${name}”`);
    }
    for (const node of document.querySelectorAll("input, select, textarea")) {
        const name = named(node), words = name && shown(node) ? [...node.labels || []].flatMap(seen) : [];
        if (!says(name, words)) found.push(`the box “${words.join(" ")}” is called “${name}”`);
    }
    return found;
}"""

"""Participants: who somebody is, how they come in, and how they change the device."""

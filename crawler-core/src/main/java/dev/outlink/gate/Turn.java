package dev.outlink.gate;

/** What waiting at a gate ends with. */
public sealed interface Turn permits Permit, HostDown {}

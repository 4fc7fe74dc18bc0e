package dev.outlink.crawl;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What runs the work of an engine.
 *
 * @param compute runs what takes processor time
 * @param serial runs one thing after the other: what starts visits and what settles URLs
 * @param listeners runs what tells listeners, which may take their time
 * @param timer runs what is due later; it must not be kept
 */
public record Threads(
    Executor compute, Executor serial, Executor listeners, ScheduledExecutorService timer) {}

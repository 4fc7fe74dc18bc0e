package dev.outlink.visit;

import dev.outlink.compute.Extractions;
import dev.outlink.decode.ContentDecoder;
import dev.outlink.extract.LinkExtractor;
import dev.outlink.fetch.Fetcher;
import dev.outlink.gate.HostGates;
import dev.outlink.request.NetworkWatch;
import dev.outlink.robots.RobotsPolicy;

/**
 * The machines of the stages, which the crawls of one engine share.
 *
 * @param robots what robots.txt says
 * @param gates whose turn it is
 * @param fetcher sends requests
 * @param network tells our own failures from those of hosts
 * @param decoder undoes content encodings
 * @param extractor finds links
 * @param extractions the turns of pages at the compute executor
 */
public record Machines(
    RobotsPolicy robots,
    HostGates gates,
    Fetcher fetcher,
    NetworkWatch network,
    ContentDecoder decoder,
    LinkExtractor extractor,
    Extractions extractions) {}

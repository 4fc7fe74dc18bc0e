package dev.outlink.crawl;

import com.google.common.base.Ticker;
import java.time.Clock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Time and chance of an engine.
 *
 * @param ticker measures durations
 * @param clock tells the date
 * @param randoms makes sources of chance, one for each use
 */
public record Clocks(Ticker ticker, Clock clock, Supplier<RandomGenerator> randoms) {}

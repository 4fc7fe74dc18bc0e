package dev.outlink.record;

import dev.outlink.link.Outlink;
import java.util.List;

/**
 * What one URL came to: its page record and its links in document order.
 *
 * @param page the record
 * @param links the links; empty unless the outcome has links
 */
public record PageResult(PageRecord page, List<Outlink> links) {}

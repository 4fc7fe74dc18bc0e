/** What a crawl keeps on disk. Core finds it as a service; nobody names it. */
module dev.outlink.state {
  requires dev.outlink.core;
  requires static org.jspecify;
  requires org.slf4j;
  requires rocksdbjni;
  requires java.management;
  requires jdk.management;

  provides dev.outlink.overflow.OverflowProvider with
      dev.outlink.state.RocksOverflows;
}

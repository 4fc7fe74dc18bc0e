/**
 * The crawl engine and its API. It exports the face and the packages of values; the machines behind
 * them are nobody's business.
 *
 * <p>AsyncHttpClient has no module descriptor and so draws no other module in: what it uses of
 * Netty is required here.
 */
module dev.outlink.core {
  requires transitive com.google.common;
  requires transitive org.slf4j;
  requires static com.google.errorprone.annotations;
  requires static org.jspecify;
  requires async.http.client;
  requires com.aayushatharva.brotli4j;
  requires com.github.luben.zstd_jni;
  requires re2j;
  requires com.ibm.icu;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.compression;
  requires io.netty.codec.dns;
  requires io.netty.codec.http;
  requires io.netty.codec.http2;
  requires io.netty.codec.socks;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.handler.proxy;
  requires io.netty.resolver;
  requires io.netty.resolver.dns;
  requires io.netty.transport;
  requires io.netty.transport.classes.epoll;
  requires io.netty.transport.unix.common;
  requires org.jsoup;
  requires java.management;
  requires jdk.management;

  exports dev.outlink;
  exports dev.outlink.admission;
  exports dev.outlink.fetch;
  exports dev.outlink.link;
  exports dev.outlink.politeness;
  exports dev.outlink.record;
  exports dev.outlink.rows;
  exports dev.outlink.scope;
  exports dev.outlink.seed;
  exports dev.outlink.sink;
  exports dev.outlink.url;
  exports dev.outlink.overflow to
      dev.outlink.state;
  exports dev.outlink.task to
      dev.outlink.state;

  uses dev.outlink.overflow.OverflowProvider;
}

package dev.outlink.testing;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;

/** A server on an ephemeral loopback port that speaks HTTP/2 over TLS, frame by frame. */
public final class Http2Server implements AutoCloseable {

  /** What the server does with a request; on the one thread of the server. */
  public interface Script {
    void serve(Stream stream);
  }

  /** What a client gets that does not speak HTTP/2. */
  public static final String OVER_HTTP1 = "over HTTP/1.1";

  private final EventLoopGroup thread =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final AtomicInteger connections = new AtomicInteger();
  private final CompletableFuture<Void> firstClosed = new CompletableFuture<>();
  private final AtomicInteger open = new AtomicInteger();
  private final List<Channel> listeners = new ArrayList<>();

  private Http2Server(SslContext tls, Script script, List<InetAddress> addresses) {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(thread)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    int number = connections.incrementAndGet();
                    open.incrementAndGet();
                    channel
                        .closeFuture()
                        .addListener(
                            done -> {
                              open.decrementAndGet();
                              firstClosed.complete(null);
                            });
                    Http2FrameCodec codec =
                        Http2FrameCodecBuilder.forServer()
                            .validateHeaders(false)
                            .encoderIgnoreMaxHeaderListSize(true)
                            .build();
                    channel
                        .pipeline()
                        .addLast(
                            tls.newHandler(channel.alloc()),
                            new ApplicationProtocolNegotiationHandler(
                                ApplicationProtocolNames.HTTP_1_1) {
                              @Override
                              protected void configurePipeline(
                                  ChannelHandlerContext context, String protocol) {
                                if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
                                  context
                                      .pipeline()
                                      .addLast(codec, new Requests(codec, number, script));
                                } else {
                                  context.pipeline().addLast(new HttpServerCodec(), new OldPage());
                                }
                              }
                            });
                  }
                });
    for (InetAddress address : addresses) {
      listeners.add(
          bootstrap.bind(new InetSocketAddress(address, 0)).syncUninterruptibly().channel());
    }
  }

  public static Http2Server start(KeyManagerFactory keys, Script script) throws Exception {
    return start(keys, script, List.of(InetAddress.getLoopbackAddress()));
  }

  /** Starts a server that listens at several addresses, which are hosts to a client. */
  public static Http2Server start(
      KeyManagerFactory keys, Script script, List<InetAddress> addresses) throws Exception {
    SslContext tls =
        SslContextBuilder.forServer(keys)
            .sslProvider(SslProvider.JDK)
            .applicationProtocolConfig(
                new ApplicationProtocolConfig(
                    ApplicationProtocolConfig.Protocol.ALPN,
                    ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                    ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                    ApplicationProtocolNames.HTTP_2,
                    ApplicationProtocolNames.HTTP_1_1))
            .build();
    return new Http2Server(tls, script, addresses);
  }

  public String url(String path) {
    return urls(path).get(0);
  }

  /** The URL of a path at each of the addresses. */
  public List<String> urls(String path) {
    return listeners.stream()
        .map(listener -> (InetSocketAddress) listener.localAddress())
        .map(at -> "https://" + at.getAddress().getHostAddress() + ':' + at.getPort() + path)
        .toList();
  }

  /** Connections that are open now. */
  public int open() {
    return open.get();
  }

  public int connections() {
    return connections.get();
  }

  /** Completes when a client has closed a connection. */
  public CompletableFuture<Void> firstClosed() {
    return firstClosed;
  }

  @Override
  public void close() {
    boolean unused =
        thread.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }

  /** Answers every request over HTTP/1.1. */
  private static final class OldPage extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest) {
        DefaultFullHttpResponse page =
            new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.OK,
                Unpooled.copiedBuffer(OVER_HTTP1, StandardCharsets.US_ASCII));
        page.headers().set("content-type", "text/html").set("content-length", OVER_HTTP1.length());
        ChannelFuture unused = context.writeAndFlush(page);
      }
      ReferenceCountUtil.release(message);
    }
  }

  private static final class Requests extends ChannelInboundHandlerAdapter {
    private final Http2FrameCodec codec;
    private final int connection;
    private final Script script;

    Requests(Http2FrameCodec codec, int connection, Script script) {
      this.codec = codec;
      this.connection = connection;
      this.script = script;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
      if (frame instanceof Http2HeadersFrame request) {
        script.serve(
            new Stream(
                context,
                codec,
                connection,
                Objects.requireNonNull(request.stream()),
                String.valueOf(request.headers().path())));
      }
      ReferenceCountUtil.release(frame);
    }
  }

  /** One request and its answer. Safe for any thread. */
  public record Stream(
      ChannelHandlerContext context,
      Http2FrameCodec codec,
      int connection,
      Http2FrameStream id,
      String path) {

    private void write(Http2StreamFrame frame) {
      ChannelFuture unused = context.writeAndFlush(frame.stream(id));
    }

    public void head() {
      headers(new DefaultHttp2Headers().status("200").set("content-type", "text/html"), false);
    }

    public void headers(Http2Headers headers, boolean last) {
      write(new DefaultHttp2HeadersFrame(headers, last));
    }

    public void data(String text, boolean last) {
      write(
          new DefaultHttp2DataFrame(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII), last));
    }

    public void page(String text) {
      head();
      data(text, true);
    }

    public void reset(Http2Error error) {
      write(new DefaultHttp2ResetFrame(error));
    }

    /** Says that this is the last stream of its connection that is served. */
    public void goAway() {
      goAway(id.id(), Http2Error.NO_ERROR);
    }

    public void goAway(int lastStream, Http2Error error) {
      ChannelFuture unused =
          codec
              .encoder()
              .writeGoAway(
                  context.pipeline().context(codec),
                  lastStream,
                  error.code(),
                  Unpooled.EMPTY_BUFFER,
                  context.newPromise());
      context.flush();
    }
  }
}

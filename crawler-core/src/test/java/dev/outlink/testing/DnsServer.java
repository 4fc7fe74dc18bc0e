package dev.outlink.testing;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A name server on an ephemeral UDP port of the loopback interface. */
public final class DnsServer implements AutoCloseable {

  /** What the server does with a question; on the one thread of the server. */
  public interface Script {
    void serve(Question question);
  }

  private final EventLoopGroup thread =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
  private final Channel channel;

  private DnsServer(Script script) {
    channel =
        new Bootstrap()
            .group(thread)
            .channel(NioDatagramChannel.class)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel made) {
                    made.pipeline()
                        .addLast(
                            new DatagramDnsQueryDecoder(),
                            new DatagramDnsResponseEncoder(),
                            new Questions(script));
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
  }

  public static DnsServer start(Script script) {
    return new DnsServer(script);
  }

  public DnsServerAddressStreamProvider provider() {
    return new SingletonDnsServerAddressStreamProvider((InetSocketAddress) channel.localAddress());
  }

  /** How often the IPv4 addresses of a name were asked for. */
  public int asked(String name) {
    AtomicInteger count = asked.get(name);
    return count == null ? 0 : count.get();
  }

  /** How many names were asked for. */
  public int names() {
    return asked.size();
  }

  @Override
  public void close() {
    boolean unused =
        thread.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }

  private final class Questions extends SimpleChannelInboundHandler<DatagramDnsQuery> {
    private final Script script;

    Questions(Script script) {
      this.script = script;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) {
      DnsQuestion asking = query.recordAt(DnsSection.QUESTION);
      Question question =
          new Question(context, query.recipient(), query.sender(), query.id(), asking);
      if (question.isV4()) {
        asked.computeIfAbsent(question.name(), name -> new AtomicInteger()).incrementAndGet();
      }
      script.serve(question);
    }
  }

  /** One question. Safe for any thread. */
  public record Question(
      ChannelHandlerContext context,
      InetSocketAddress server,
      InetSocketAddress client,
      int id,
      DnsQuestion asking) {

    /** Without the dot at its end. */
    public String name() {
      return asking.name().substring(0, asking.name().length() - 1);
    }

    public boolean isV4() {
      return asking.type().equals(DnsRecordType.A);
    }

    private DatagramDnsResponse response(DnsResponseCode code) {
      DatagramDnsResponse response = new DatagramDnsResponse(server, client, id);
      response.setCode(code);
      response.setRecursionAvailable(true);
      response.addRecord(DnsSection.QUESTION, new DefaultDnsQuestion(asking.name(), asking.type()));
      return response;
    }

    public void say(DnsResponseCode code) {
      ChannelFuture unused = context.writeAndFlush(response(code));
    }

    /** The loopback address for a question of IPv4, none for one of IPv6. */
    public void loopback(int ttl) {
      DatagramDnsResponse response = response(DnsResponseCode.NOERROR);
      if (isV4()) {
        response.addRecord(
            DnsSection.ANSWER,
            new DefaultDnsRawRecord(
                asking.name(),
                DnsRecordType.A,
                ttl,
                Unpooled.wrappedBuffer(new byte[] {127, 0, 0, 1})));
      }
      ChannelFuture unused = context.writeAndFlush(response);
    }

    public void later(long millis, Runnable answer) {
      ScheduledFuture<?> unused =
          context.executor().schedule(answer, millis, TimeUnit.MILLISECONDS);
    }
  }
}

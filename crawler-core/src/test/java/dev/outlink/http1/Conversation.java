package dev.outlink.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderResultProvider;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A codec on a channel without a network, and what it makes of a server's bytes. */
final class Conversation implements AutoCloseable {

  private static final int MOST_HEAD = 4096;

  private final EmbeddedChannel channel = new EmbeddedChannel();

  Conversation() {
    channel.pipeline().addLast("http", new ChannelInboundHandlerAdapter());
    Http1Codec.install(channel, "http", MOST_HEAD);
  }

  /** What came of one request. */
  record Answer(
      @Nullable HttpResponse head, String body, boolean ended, @Nullable Throwable failure) {

    int status() {
      return head == null ? 0 : head.status().code();
    }

    @Nullable String header(String name) {
      return head == null ? null : head.headers().get(name);
    }

    List<String> headers(String name) {
      return head == null ? List.of() : head.headers().getAll(name);
    }

    /** In one text, for comparisons. */
    @Override
    public String toString() {
      return failure != null
          ? "failed: " + failure.getClass().getSimpleName()
          : status() + (ended ? " " : " unfinished ") + body;
    }
  }

  Conversation ask() {
    channel.writeOutbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
    channel.runScheduledPendingTasks();
    channel.runPendingTasks();
    channel.releaseOutbound();
    return this;
  }

  /** Bytes as ISO 8859-1 text, in pieces of a length. */
  Conversation hear(String bytes, int piece) {
    for (int i = 0; i < bytes.length() && channel.isOpen(); i += piece) {
      String part = bytes.substring(i, Math.min(bytes.length(), i + piece));
      channel.writeInbound(Unpooled.copiedBuffer(part, StandardCharsets.ISO_8859_1));
    }
    return this;
  }

  Conversation hear(String bytes) {
    return hear(bytes, Integer.MAX_VALUE / 2);
  }

  /** The server closes. */
  Conversation end() {
    channel.finish();
    return this;
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  boolean canBeUsedAgain() {
    return channel.isOpen() && Http1Codec.canBeUsedAgain(channel);
  }

  /** All that has come since the last call. */
  Answer answer() {
    HttpResponse head = null;
    StringBuilder body = new StringBuilder();
    boolean ended = false;
    Throwable failure = null;
    List<Object> messages = new ArrayList<>();
    for (Object next = channel.readInbound(); next != null; next = channel.readInbound()) {
      messages.add(next);
    }
    for (Object message : messages) {
      if (ended) {
        throw new IllegalStateException("after the end: " + message);
      }
      Throwable cause = ((DecoderResultProvider) message).decoderResult().cause();
      failure = failure == null ? cause : failure;
      if (message instanceof HttpResponse response) {
        head = response;
      }
      if (message instanceof HttpContent content) {
        ByteBuf bytes = content.content();
        body.append(bytes.toString(StandardCharsets.ISO_8859_1));
        ended = message instanceof LastHttpContent;
      }
      ReferenceCountUtil.release(message);
    }
    return new Answer(head, body.toString(), ended, failure);
  }

  @Override
  public void close() {
    channel.finishAndReleaseAll();
  }
}

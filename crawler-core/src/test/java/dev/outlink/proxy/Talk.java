package dev.outlink.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlink.fetch.FetchEnd;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Function;

/** A dialogue on a channel without a network, and a proxy that says what a test wants. */
final class Talk implements AutoCloseable {

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final ChannelPromise answered = channel.newPromise();

  Talk(Function<ChannelPromise, Dialogue> dialogue) {
    channel.pipeline().addLast(Dialogue.NAME, dialogue.apply(answered));
  }

  /** What the dialogue has said since it was asked last, one character a byte. */
  String said() {
    StringBuilder all = new StringBuilder();
    channel.runPendingTasks();
    for (ByteBuf each = channel.readOutbound(); each != null; each = channel.readOutbound()) {
      all.append(each.toString(StandardCharsets.ISO_8859_1));
      each.release();
    }
    return all.toString();
  }

  /** The proxy's bytes, so many at a time. */
  Talk hear(String bytes, int piece) {
    byte[] all = bytes.getBytes(StandardCharsets.ISO_8859_1);
    for (int at = 0; at < all.length; at += piece) {
      channel.writeInbound(Unpooled.copiedBuffer(all, at, Math.min(piece, all.length - at)));
    }
    return this;
  }

  Talk hear(String bytes) {
    return hear(bytes, Integer.MAX_VALUE / 2);
  }

  /** The proxy closes the connection. */
  Talk end() {
    channel.finish();
    return this;
  }

  boolean isOpenToTheHost() {
    return answered.isSuccess();
  }

  boolean isWaiting() {
    return !answered.isDone();
  }

  /** Why there is no way through the proxy. */
  String failure() {
    ProxyException problem = (ProxyException) Objects.requireNonNull(answered.cause());
    assertThat(problem.outcome().end()).isEqualTo(FetchEnd.CONNECT_FAILED);
    assertThat(problem.outcome().status()).isZero();
    return problem.outcome().detail();
  }

  /** The bytes that came behind the proxy's answer. */
  String rest() {
    StringBuilder all = new StringBuilder();
    for (ByteBuf each = channel.readInbound(); each != null; each = channel.readInbound()) {
      all.append(each.toString(StandardCharsets.ISO_8859_1));
      each.release();
    }
    return all.toString();
  }

  boolean hasLeftThePipeline() {
    return channel.pipeline().get(Dialogue.NAME) == null;
  }

  @Override
  public void close() {
    channel.finishAndReleaseAll();
  }
}

package dev.outlink.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From bytes to the one response that each request has. Interim responses (RFC 9110, section 15.2)
 * are read over, but 101: nobody asked to switch protocols. What comes while no request waits, or
 * behind a response's end, belongs to nothing: the connection ends with it (RFC 9112, section 6.3).
 * Confined to one I/O thread.
 */
final class ResponseDecoder extends ByteToMessageDecoder {

  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int VERSION_LENGTH = 5;

  private enum State {
    /** No request waits for a response. */
    IDLE,
    HEAD,
    LENGTH,
    CHUNKED,
    CLOSE,
    /** No more of this connection counts. */
    SPENT
  }

  private final MessageLines lines;
  private final HeadParser parser = new HeadParser();

  private State state = State.IDLE;
  private boolean used;
  private boolean clear = true;
  private long left;
  private @Nullable ChunkedBody chunks;

  /**
   * A decoder for one connection.
   *
   * @param mostHead bytes of the heads of one response, the interim ones with it
   */
  ResponseDecoder(int mostHead) {
    this.lines = new MessageLines(mostHead);
  }

  /** Whether a request and its response went over this connection before. */
  boolean isUsed() {
    return used;
  }

  /** Whether a request can be sent. */
  boolean isClear() {
    return clear && state == State.IDLE;
  }

  /** A request is on its way. */
  void expect() {
    state = State.HEAD;
    lines.restart();
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    switch (state) {
      case IDLE -> {
        state = State.SPENT;
        clear = false;
        in.skipBytes(in.readableBytes());
        ChannelFuture unused = context.close();
      }
      case HEAD -> readHead(in, out);
      case LENGTH -> readLength(in, out);
      case CHUNKED -> readChunks(in, out);
      case CLOSE -> out.add(new DefaultHttpContent(in.readRetainedSlice(in.readableBytes())));
      case SPENT -> in.skipBytes(in.readableBytes());
    }
  }

  private void readHead(ByteBuf in, List<Object> out) {
    try {
      if (!parser.hasBegun() && !mayBegin(in)) {
        throw HeadParser.noStatusLine(beginning(in));
      }
      for (MessageLine line = lines.next(in); line != null; line = lines.next(in)) {
        HttpResponse response = parser.add(line);
        if (response != null) {
          begin(response, in, out);
          return;
        }
        if (!parser.hasBegun() && !mayBegin(in)) {
          throw HeadParser.noStatusLine(beginning(in));
        }
      }
    } catch (MalformedResponse | TooLongFrameException problem) {
      boolean stray = used && !parser.hasBegun() && problem instanceof MalformedResponse;
      fail(stray ? new StrayBytes() : problem, in, out);
    }
  }

  /** Whether what has come so far may begin a response: {@code HTTP/}, or an empty line first. */
  private static boolean mayBegin(ByteBuf in) {
    int start = in.readerIndex();
    int length = Math.min(VERSION_LENGTH, in.readableBytes());
    if (length > 0 && (in.getByte(start) == '\r' || in.getByte(start) == '\n')) {
      return true;
    }
    for (int i = 0; i < length; i++) {
      if (in.getByte(start + i) != "HTTP/".charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static MessageLine beginning(ByteBuf in) {
    byte[] bytes = new byte[Math.min(in.readableBytes(), 64)];
    in.getBytes(in.readerIndex(), bytes);
    return new MessageLine(bytes, bytes.length);
  }

  private void begin(HttpResponse response, ByteBuf in, List<Object> out) {
    int status = response.status().code();
    if (status / 100 == 1 && status != SWITCHING_PROTOCOLS) {
      return;
    }
    lines.shrink();
    Framing framing = Framing.of(response);
    clear &= framing.clear() && !parser.skippedLine() && status != SWITCHING_PROTOCOLS;
    out.add(response);
    switch (framing.end()) {
      case AT_ONCE -> end(LastHttpContent.EMPTY_LAST_CONTENT, in, out);
      case LENGTH -> {
        left = framing.length();
        state = State.LENGTH;
      }
      case CHUNKED -> {
        chunks = new ChunkedBody(lines);
        state = State.CHUNKED;
      }
      case CLOSE -> state = State.CLOSE;
    }
  }

  private void readLength(ByteBuf in, List<Object> out) {
    int length = (int) Math.min(left, in.readableBytes());
    ByteBuf content = in.readRetainedSlice(length);
    left -= length;
    if (left > 0) {
      out.add(new DefaultHttpContent(content));
    } else {
      end(new DefaultLastHttpContent(content), in, out);
    }
  }

  private void readChunks(ByteBuf in, List<Object> out) {
    ChunkedBody body = chunks;
    if (body == null) {
      throw new IllegalStateException("no chunked body has begun");
    }
    try {
      ByteBuf data = body.next(in);
      if (data != null) {
        out.add(new DefaultHttpContent(data));
      } else if (body.isOver()) {
        end(LastHttpContent.EMPTY_LAST_CONTENT, in, out);
      }
    } catch (MalformedResponse | TooLongFrameException problem) {
      fail(problem, in, out);
    }
  }

  /** Whether the connection can be used again is decided before anybody hears of the end. */
  private void end(LastHttpContent last, ByteBuf in, List<Object> out) {
    chunks = null;
    used = true;
    clear &= !in.isReadable();
    state = clear ? State.IDLE : State.SPENT;
    out.add(last);
    in.skipBytes(in.readableBytes());
  }

  private void fail(Throwable problem, ByteBuf in, List<Object> out) {
    boolean inBody = state == State.CHUNKED;
    state = State.SPENT;
    clear = false;
    in.skipBytes(in.readableBytes());
    if (inBody) {
      LastHttpContent broken = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
      broken.setDecoderResult(DecoderResult.failure(problem));
      out.add(broken);
    } else {
      HttpResponse broken =
          new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(999));
      broken.setDecoderResult(DecoderResult.failure(problem));
      out.add(broken);
    }
  }

  @Override
  protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (in.isReadable()) {
      decode(context, in, out);
    }
    ChunkedBody body = chunks;
    if (state == State.CLOSE || (state == State.CHUNKED && body != null && body.isWhole())) {
      clear = false;
      end(LastHttpContent.EMPTY_LAST_CONTENT, in, out);
    } else if (state == State.HEAD && lines.hasBegun(in)) {
      fail(new PrematureChannelClosureException("closed within the head"), in, out);
    }
    state = State.SPENT;
    clear = false;
  }
}

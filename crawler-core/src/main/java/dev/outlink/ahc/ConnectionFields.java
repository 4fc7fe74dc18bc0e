package dev.outlink.ahc;

import com.google.common.io.BaseEncoding;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.asynchttpclient.netty.channel.ChannelManager;

/**
 * Makes nothing of the fields that are about a connection, such as {@code connection: keep-alive},
 * in the responses of HTTP/2. They are malformed (RFC 9113, section 8.2.2), Netty refuses them, and
 * browsers show the pages that have them.
 *
 * <p>Their names are written over with others of the same length before Netty reads them, so the
 * tables of HPACK (RFC 7541) stay as the server has them. A header block that goes on in
 * CONTINUATION frames is left as it is. Confined to one I/O thread; leaves the pipeline of a
 * connection that speaks HTTP/1.1.
 */
final class ConnectionFields extends ByteToMessageDecoder {

  private static final int FRAME_HEAD = 9;
  private static final int LONGEST_BLOCK = 1 << 16;
  private static final int HEADERS = 1;
  private static final int END_HEADERS = 0x4;
  private static final int PADDED = 0x8;
  private static final int PRIORITY = 0x20;

  /** RFC 7541, appendix A: two names of one length. */
  private static final int TRANSFER_ENCODING = 57;

  private static final int IF_MODIFIED_SINCE = 40;

  /** A name as it may stand in a block. */
  private static final class Name {

    private final byte[] bytes;
    private final boolean huffman;

    /** What its first byte becomes: another letter, with a code of as many bits. */
    private final int first;

    private Name(byte[] bytes, boolean huffman, int first) {
      this.bytes = bytes;
      this.huffman = huffman;
      this.first = first;
    }

    static Name plain(String name, char first) {
      return new Name(name.getBytes(StandardCharsets.US_ASCII), false, first);
    }

    /** In the code of RFC 7541, appendix B. */
    static Name huffman(String hex, int first) {
      return new Name(BaseEncoding.base16().lowerCase().decode(hex), true, first);
    }
  }

  private static final List<Name> NAMES =
      List.of(
          Name.plain("connection", 'a'),
          Name.huffman("21eaa8a4498f57", 0x19),
          Name.plain("keep-alive", 'v'),
          Name.huffman("ea52d6b0e83772ff", 0xee),
          Name.plain("proxy-connection", 'd'),
          Name.huffman("aec3f9f4b10f5545224c7abf", 0x92),
          Name.plain("transfer-encoding", 'a'),
          Name.huffman("4d83a91296c58b510f21aa9b", 0x1d),
          Name.plain("upgrade", 'd'),
          Name.huffman("b6b9ac1c85", 0x92));

  /** Bytes of the present frame that are still to be passed on as they are. */
  private long passed;

  private boolean isHttp2;

  private ConnectionFields() {}

  /** Puts one in front of what reads responses. */
  static void install(Channel channel) {
    channel
        .pipeline()
        .addBefore(ChannelManager.HTTP_CLIENT_CODEC, "outlink-fields", new ConnectionFields());
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (!isHttp2) {
      isHttp2 = context.pipeline().get(ChannelManager.HTTP2_FRAME_CODEC) != null;
      if (!isHttp2) {
        context.pipeline().remove(this);
        return;
      }
    }
    if (passed == 0) {
      if (in.readableBytes() < FRAME_HEAD) {
        return;
      }
      int start = in.readerIndex();
      int length = FRAME_HEAD + in.getUnsignedMedium(start);
      int flags = in.getByte(start + 4);
      boolean isBlock = in.getByte(start + 3) == HEADERS && (flags & END_HEADERS) != 0;
      if (isBlock && length <= LONGEST_BLOCK) {
        if (in.readableBytes() >= length) {
          ByteBuf frame = in.readBytes(length);
          rename(frame, flags);
          out.add(frame);
        }
        return;
      }
      passed = length;
    }
    int some = (int) Math.min(passed, in.readableBytes());
    passed -= some;
    out.add(in.readRetainedSlice(some));
  }

  private static void rename(ByteBuf frame, int flags) {
    int start = FRAME_HEAD;
    int end = frame.writerIndex();
    if ((flags & PADDED) != 0 && start < end) {
      end -= frame.getUnsignedByte(start);
      start++;
    }
    new Block(frame, start + ((flags & PRIORITY) != 0 ? 5 : 0), end).rename();
  }

  /** A header block, read from front to end; what is malformed is left to Netty. */
  private static final class Block {
    private final ByteBuf bytes;
    private final int end;
    private int at;

    Block(ByteBuf bytes, int from, int end) {
      this.bytes = bytes;
      this.at = from;
      this.end = end;
    }

    void rename() {
      while (at < end) {
        int first = bytes.getUnsignedByte(at);
        if (first >= 0x80) {
          index(7); // a field of a table
        } else if (first >= 0x40) {
          literal(6);
        } else if (first >= 0x20) {
          long size = number(5); // of the dynamic table
          at = size < 0 ? end : at;
        } else {
          literal(4);
        }
      }
    }

    private void literal(int bits) {
      if (index(bits) == 0) {
        string(true);
      }
      string(false);
    }

    /** The index of a field or name, which is changed where it is a name that is not wanted. */
    private long index(int bits) {
      int start = at;
      long index = number(bits);
      int most = (1 << bits) - 1;
      if (index == TRANSFER_ENCODING && at - start <= 2) {
        if (TRANSFER_ENCODING < most) {
          bytes.setByte(start, (bytes.getByte(start) & ~most) | IF_MODIFIED_SINCE);
        } else if (at - start == 2) {
          bytes.setByte(start + 1, IF_MODIFIED_SINCE - most);
        }
      }
      return index;
    }

    private void string(boolean isName) {
      if (at >= end) {
        return;
      }
      boolean huffman = bytes.getByte(at) < 0;
      long length = number(7);
      if (length < 0 || length > end - at) {
        at = end;
        return;
      }
      if (isName) {
        for (Name name : NAMES) {
          if (name.huffman == huffman && name.bytes.length == length && isHere(name.bytes)) {
            bytes.setByte(at, name.first);
            break;
          }
        }
      }
      at += (int) length;
    }

    private boolean isHere(byte[] name) {
      for (int i = 0; i < name.length; i++) {
        if (bytes.getByte(at + i) != name[i]) {
          return false;
        }
      }
      return true;
    }

    /** An integer with a prefix of so many bits (RFC 7541, section 5.1); -1 at the end. */
    private long number(int bits) {
      int most = (1 << bits) - 1;
      long number = bytes.getUnsignedByte(at++) & most;
      if (number < most) {
        return number;
      }
      for (int shift = 0; shift < 28 && at < end; shift += 7) {
        int next = bytes.getUnsignedByte(at++);
        number += (long) (next & 0x7f) << shift;
        if (next < 0x80) {
          return number;
        }
      }
      at = end;
      return -1;
    }
  }
}

package dev.outlink.decode;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** The deflate coding: zlib as the standard says, or raw as many servers send it. */
final class DeflateStream extends InflaterInputStream {

  private static final int BUFFER = 8 * 1024;
  private static final int METHOD_DEFLATE = 8;

  private final Inflater inflater;

  private DeflateStream(InputStream encoded, Inflater inflater) {
    super(encoded, inflater, BUFFER);
    this.inflater = inflater;
  }

  static DeflateStream of(InputStream encoded) throws IOException {
    PushbackInputStream source = new PushbackInputStream(encoded, 2);
    byte[] head = source.readNBytes(2);
    source.unread(head);
    return new DeflateStream(source, new Inflater(!isZlib(head)));
  }

  /** RFC 1950, section 2.2: the method, and a check over both bytes. */
  private static boolean isZlib(byte[] head) {
    return head.length == 2
        && (head[0] & 0x0f) == METHOD_DEFLATE
        && ((head[0] & 0xff) << 8 | (head[1] & 0xff)) % 31 == 0;
  }

  @Override
  public void close() throws IOException {
    super.close();
    inflater.end();
  }
}

package dev.outlink.cli.warc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The members of a gzip file (RFC 1952, section 2.2), of which a damaged one costs nothing but
 * itself. Blank lines between them are passed over. Confined to one thread.
 */
final class GzipMembers implements WarcMembers {

  private static final int TRAILER = 8;
  private static final int PROBE = 512;

  private static final int HAS_HEADER_CRC = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final WarcBytes packed;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private boolean open;
  private long start;
  private @Nullable IOException failure;

  GzipMembers(WarcBytes packed) {
    this.packed = packed;
  }

  @Override
  public boolean next(boolean isRecord) throws IOException {
    while (WarcRecords.isBlank(packed.peek())) {
      packed.read();
    }
    start = packed.position();
    if (isRecord) {
      packed.keep();
    }
    if (!packed.hasNext()) {
      return false;
    }
    try {
      begin();
      return true;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  private void begin() throws IOException {
    failure = null;
    open = false;
    if (packed.read() != 0x1f || packed.read() != 0x8b || packed.read() != 8) {
      throw new ZipException("no gzip member");
    }
    int flags = packed.read();
    if (flags < 0 || (flags & RESERVED) != 0) {
      throw new ZipException("no gzip member");
    }
    skip(6);
    if ((flags & HAS_EXTRA) != 0) {
      skip(byteOfHead() | byteOfHead() << 8);
    }
    if ((flags & HAS_NAME) != 0) {
      skipText();
    }
    if ((flags & HAS_COMMENT) != 0) {
      skipText();
    }
    if ((flags & HAS_HEADER_CRC) != 0) {
      skip(2);
    }
    inflater.reset();
    crc.reset();
    open = true;
  }

  private int byteOfHead() throws IOException {
    int b = packed.read();
    if (b < 0) {
      throw cutOff();
    }
    return b;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      byteOfHead();
    }
  }

  private void skipText() throws IOException {
    int b;
    do {
      b = byteOfHead();
    } while (b != 0);
  }

  private static EOFException cutOff() {
    return new EOFException("the file ends within it");
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    try {
      return open ? inflate(target, offset, length) : -1;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  private int inflate(byte[] target, int offset, int length) throws IOException {
    while (true) {
      int count;
      try {
        if (inflater.needsInput() && !inflater.finished() && packed.hasNext()) {
          inflater.setInput(packed.array(), packed.from(), packed.available());
        }
        int before = inflater.getRemaining();
        count = inflater.inflate(target, offset, length);
        packed.skip(before - inflater.getRemaining());
      } catch (DataFormatException e) {
        throw new ZipException("its gzip data is damaged");
      }
      if (count > 0) {
        crc.update(target, offset, count);
        return count;
      }
      if (inflater.finished()) {
        end();
        return -1;
      }
      if (inflater.needsDictionary()) {
        throw new ZipException("its gzip data is damaged");
      }
      if (!packed.hasNext()) {
        throw cutOff();
      }
    }
  }

  /** Compares what came with the checksum and length that are said behind it. */
  private void end() throws IOException {
    long[] said = new long[2];
    for (int i = 0; i < TRAILER; i++) {
      said[i / 4] |= (long) byteOfHead() << (8 * (i % 4));
    }
    if (said[0] != crc.getValue() || said[1] != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new ZipException("its gzip data is damaged: the checksum is another");
    }
    open = false;
  }

  /** Looks from the second byte of the damaged one on: it may have seemed to go on too far. */
  @Override
  public boolean recover() throws IOException {
    packed.back();
    packed.read();
    while (packed.hasNext()) {
      if (packed.peek() != 0x1f) {
        packed.read();
        packed.keep();
        continue;
      }
      packed.keep();
      start = packed.position();
      boolean isRecord = beginsWithRecord();
      packed.back();
      if (isRecord) {
        begin();
        return true;
      }
      packed.read();
    }
    return false;
  }

  private boolean beginsWithRecord() {
    byte[] head = new byte[PROBE];
    int length = 0;
    try {
      begin();
      while (length < PROBE) {
        int count = read(head, length, PROBE - length);
        if (count < 0) {
          break;
        }
        length += count;
      }
    } catch (IOException e) {
      // What came before that may be enough.
    }
    int from = 0;
    while (from < length && WarcRecords.isBlank(Byte.toUnsignedInt(head[from]))) {
      from++;
    }
    return new String(head, from, length - from, US_ASCII).startsWith(WarcRecords.MAGIC);
  }

  @Override
  public boolean isPacked() {
    return true;
  }

  @Override
  public long start() {
    return start;
  }

  @Override
  public long position() {
    return packed.position();
  }
}

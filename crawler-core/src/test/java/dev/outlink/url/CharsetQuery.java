package dev.outlink.url;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/**
 * A query encoding by the platform's tables, with the steps of the Encoding standard's encoders
 * that the tables do not have.
 */
record CharsetQuery(Charset charset) implements QueryEncoding {

  private static final int REPLACEMENT_CHARACTER = 0xFFFD;
  private static final int FULL_WIDTH_HYPHEN = 0xFF0D;
  private static final int UNMAPPABLE = -1;

  @Override
  public void encode(CharSequence query, Receiver receiver) {
    CharsetEncoder encoder = charset.newEncoder();
    ByteBuffer out = ByteBuffer.allocate(16);
    for (int codePoint : query.codePoints().toArray()) {
      boolean lone = Character.getType(codePoint) == Character.SURROGATE;
      int character = lone ? REPLACEMENT_CHARACTER : codePoint;
      int mapped = mapped(character);
      boolean error =
          mapped == UNMAPPABLE
              || encoder
                  .encode(CharBuffer.wrap(Character.toString(mapped)), out, false)
                  .isUnmappable();
      drain(out, receiver);
      if (error) {
        receiver.unmappable(character < ' ' ? REPLACEMENT_CHARACTER : character);
      }
    }
    encoder.encode(CharBuffer.wrap(""), out, true);
    encoder.flush(out);
    drain(out, receiver);
  }

  private int mapped(int c) {
    return switch (charset.name()) {
      case "GB18030" -> c == 0xE5E5 ? UNMAPPABLE : c;
      case "windows-31j" -> c == 0x2212 ? FULL_WIDTH_HYPHEN : c;
      case "ISO-2022-JP" -> c == 0x0E || c == 0x0F || c == 0x1B ? UNMAPPABLE : c;
      default -> c;
    };
  }

  private static void drain(ByteBuffer out, Receiver receiver) {
    out.flip();
    while (out.hasRemaining()) {
      receiver.put(out.get() & 0xFF);
    }
    out.clear();
  }
}

package dev.outlink.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.outlink.charset.WebEncoding;
import dev.outlink.url.QueryEncoding;

/** Any bytes in any encoding: a text no longer than they, which can be written again. */
class DecoderFuzzTest {

  /**
   * Decodes a document.
   *
   * @param input a byte that chooses the encoding, and the document
   */
  @DictionaryEntries({"\u001b$B", "\u001b(I", "\u001b(J", "\u001b(B", "\ufeff"})
  @FuzzTest(maxDuration = "15s")
  void decode_anyBytes_isNoLongerThanThey(byte[] input) {
    if (input.length == 0) {
      return;
    }
    WebEncoding encoding = Encodings.of(input[0]);
    String text = encoding.decode(input, 1, input.length - 1);
    assertTrue(text.length() <= input.length - 1, encoding.name());
    assertEquals(text, encoding.decode(input, 1, input.length - 1));
    QueryEncoding query = encoding.queryEncoding();
    if (query != null) {
      Written written = new Written();
      query.encode(text, written);
      // The longest is a character of ISO-2022-JP: two bytes, an escape before and one after.
      assertTrue(written.count <= 8L * text.length() + 3, encoding.name());
      query.encode(AnyText.of(input), new Written());
    }
  }

  private static final class Written implements QueryEncoding.Receiver {

    private long count;

    @Override
    public void put(int octet) {
      assertTrue(octet >= 0 && octet <= 0xff);
      count++;
    }

    @Override
    public void unmappable(int codePoint) {
      assertTrue(Character.isValidCodePoint(codePoint));
      assertTrue(codePoint < 0xd800 || codePoint > 0xdfff);
      count++;
    }
  }
}

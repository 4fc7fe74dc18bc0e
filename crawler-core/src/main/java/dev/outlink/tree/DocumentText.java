package dev.outlink.tree;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.outlink.charset.EncodingSniffer;
import dev.outlink.charset.WebEncoding;
import dev.outlink.fetch.Page;
import dev.outlink.url.QueryEncoding;
import java.io.Reader;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;

/**
 * The text of a page with markup, up to where a bound ends it.
 *
 * @param reader reads it, once
 * @param encoding how its queries are written, or null for UTF-8
 * @param markup what was counted in it
 */
public record DocumentText(TagNameLimit reader, @Nullable QueryEncoding encoding, Markup markup) {

  /** The longest tag name that is read: jsoup's time grows with the square of it. */
  private static final int MAX_TAG_NAME = 1 << 18;

  /** Bytes for each of the document's that copies of the whole text take, by why they are made. */
  private static final int DECODED_COPIES = 2;

  private static final int COUNTED_COPIES = 6;

  /** The text of a page. What is kept of it beside the page is taken from the holding. */
  public static DocumentText of(Page page, boolean isXml, boolean places, DocumentRoom holding) {
    EncodingSniffer.Sniffed sniffed =
        isXml
            ? EncodingSniffer.sniffXml(page.body(), page.length(), page.contentType())
            : EncodingSniffer.sniff(page.body(), page.length(), page.contentType());
    QueryEncoding encoding = sniffed.encoding().queryEncoding();
    boolean asciiAsItIs = hasAsciiAsItIs(sniffed.encoding());
    int copies = asciiAsItIs ? 0 : COUNTED_COPIES;
    copies += sniffed.encoding() == WebEncoding.UTF_8 ? 0 : DECODED_COPIES;
    if (!holding.take((long) copies * page.length())) {
      return new DocumentText(limited(Reader.nullReader(), false), encoding, Markup.TOO_LARGE);
    }
    // What is taken apart while it grows has no need of memory for all.
    long most = isXml || places ? holding.most() / 2 : Long.MAX_VALUE;
    boolean isNeeded = hasLongName(page, sniffed);
    if (asciiAsItIs) {
      Markup markup = Markup.of(page.body(), page.length(), places, most);
      Reader reader = sniffed.reader(page.body(), markup.end());
      return new DocumentText(
          limited(places ? new Newlines(reader) : reader, isNeeded), encoding, markup);
    }
    String text = sniffed.decode(page.body(), page.length());
    Markup markup = Markup.of(text.getBytes(ISO_8859_1), text.length(), places, most);
    Reader reader = new StringReader(text.substring(0, markup.end()));
    return new DocumentText(
        limited(places ? new Newlines(reader) : reader, isNeeded), encoding, markup);
  }

  /** The bytes that its tree takes, about. */
  public long bytes() {
    return markup.bytes();
  }

  private static TagNameLimit limited(Reader reader, boolean isNeeded) {
    return new TagNameLimit(reader, MAX_TAG_NAME, isNeeded);
  }

  /** Whether each byte of a tag means what it means in ASCII. */
  private static boolean hasAsciiAsItIs(WebEncoding encoding) {
    String name = encoding.name();
    return !name.startsWith("UTF-16") && !name.equals("ISO-2022-JP");
  }

  /** Whether a tag's name may be too long: of UTF-8 the bytes tell without being decoded. */
  private static boolean hasLongName(Page page, EncodingSniffer.Sniffed sniffed) {
    return page.length() > MAX_TAG_NAME
        && (sniffed.encoding() != WebEncoding.UTF_8
            || TagNameLimit.isNeeded(page.body(), page.length(), MAX_TAG_NAME));
  }
}

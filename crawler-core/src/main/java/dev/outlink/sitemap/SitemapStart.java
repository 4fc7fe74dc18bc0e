package dev.outlink.sitemap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.CharMatcher;
import dev.outlink.url.CrawlUrl;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.Locale;

/** Tells a sitemap's form and encoding by its first bytes. Confined to one thread. */
final class SitemapStart {
  private static final int HEAD = 512;
  private static final CharMatcher MARKS_AND_SPACE =
      CharMatcher.is('\ufeff').or(CharMatcher.whitespace());

  private final SitemapBytes bytes;
  private final BufferedInputStream in;
  private int lines;

  /** Reads nothing yet. */
  SitemapStart(SitemapBytes bytes) {
    this.bytes = bytes;
    this.in = new BufferedInputStream(bytes);
  }

  /**
   * The form, which reads on behind a byte order mark and white space.
   *
   * @throws BrokenSitemap if it is none
   */
  SitemapForm form(CrawlUrl url) throws IOException {
    do {
      skipWhiteSpace();
    } while (skipMark());
    String head = head();
    if (head.isEmpty()) {
      throw new BrokenSitemap("empty");
    }
    if (head.startsWith("\u001f\u008b")) {
      throw new BrokenSitemap("gzip inside gzip");
    }
    Charset charset = charset(head);
    String text = MARKS_AND_SPACE.trimFrom(new String(head.getBytes(ISO_8859_1), charset));
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
      throw new BrokenSitemap("an HTML page, no sitemap");
    }
    if (text.startsWith("<")) {
      // Decoded here and not by the parser, to which a wrong byte in a title is the end.
      Reader decoded = fromTag(new BufferedReader(new InputStreamReader(in, charset)));
      return new SitemapXml(new XmlEvents(decoded, bytes, lines), url);
    }
    if (!charset.equals(UTF_8)) {
      throw new BrokenSitemap("text in UTF-16; a list of URLs is in UTF-8");
    }
    return new SitemapText(in);
  }

  /** Whether there was a mark of UTF-8; that of UTF-16 tells the encoding later. */
  private boolean skipMark() throws IOException {
    in.mark(3);
    if (in.read() == 0xef && in.read() == 0xbb && in.read() == 0xbf) {
      return true;
    }
    in.reset();
    return false;
  }

  private void skipWhiteSpace() throws IOException {
    int b;
    do {
      in.mark(1);
      b = in.read();
      lines += b == '\n' ? 1 : 0;
    } while (b == ' ' || b == '\t' || b == '\n' || b == '\r');
    in.reset();
  }

  /** Passes over marks and white space, which are no octets of UTF-8 in UTF-16. */
  private Reader fromTag(BufferedReader text) throws IOException {
    int c;
    do {
      text.mark(1);
      c = text.read();
      lines += c == '\n' ? 1 : 0;
    } while (c == '\ufeff' || c == ' ' || c == '\t' || c == '\n' || c == '\r');
    text.reset();
    return text;
  }

  /** The first bytes; what fails behind the first of them fails again when it is read. */
  private String head() throws IOException {
    StringBuilder head = new StringBuilder();
    in.mark(HEAD);
    try {
      for (int b = in.read(); b >= 0; b = head.length() < HEAD ? in.read() : -1) {
        head.append((char) b);
      }
    } catch (BrokenSitemap e) {
      if (head.isEmpty()) {
        throw e;
      }
    }
    in.reset();
    return head.toString();
  }

  /** XML 1.0, appendix F: by the mark, by how {@code <} is written, then as it is declared. */
  private static Charset charset(String head) {
    if (head.startsWith("\u00fe\u00ff") || head.startsWith("\u00ff\u00fe")) {
      return UTF_16; // which reads the mark
    }
    if (head.startsWith("\0<") || head.startsWith("<\0")) {
      return head.startsWith("<") ? UTF_16LE : UTF_16BE;
    }
    int end = head.startsWith("<?xml") ? head.indexOf("?>") : -1;
    int declared = end < 0 ? -1 : head.substring(0, end).indexOf("encoding");
    return declared < 0 ? UTF_8 : charsetNamed(head.substring(declared, end));
  }

  private static Charset charsetNamed(String declaration) {
    String[] parts = declaration.split("[\"']", 3);
    try {
      Charset charset = Charset.forName(parts.length < 3 ? "" : parts[1].strip());
      // What ASCII bytes can say of itself is no UTF-16.
      return charset.name().startsWith("UTF-") ? UTF_8 : charset;
    } catch (IllegalArgumentException e) {
      return UTF_8; // and what is no UTF-8 is replaced
    }
  }
}

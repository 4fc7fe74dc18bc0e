package dev.outlink.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/** A WARC file that is written record by record. */
final class WarcFixture {

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private final boolean compressed;

  /** An empty file, whose records are compressed each by itself, or not at all. */
  WarcFixture(boolean compressed) {
    this.compressed = compressed;
  }

  /** Adds an HTTP response: its head's lines, and its body as sent. */
  WarcFixture response(String url, byte[] body, String... head) throws IOException {
    ByteArrayOutputStream http = new ByteArrayOutputStream();
    http.writeBytes((String.join("\r\n", head) + "\r\n\r\n").getBytes(ISO_8859_1));
    http.writeBytes(body);
    return record("response", url, "application/http; msgtype=response", http.toByteArray());
  }

  WarcFixture html(String url, String html) throws IOException {
    return response(url, html.getBytes(UTF_8), "HTTP/1.1 200 OK", "Content-Type: text/html");
  }

  /** Adds a record of any type. */
  WarcFixture record(String type, String url, String contentType, byte[] block) throws IOException {
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes(
        ("WARC/1.1\r\nWARC-Type: "
                + type
                + "\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
                + "WARC-Target-URI: "
                + url
                + "\r\nContent-Type: "
                + contentType
                + "\r\nContent-Length: "
                + block.length
                + "\r\n\r\n")
            .getBytes(UTF_8));
    record.writeBytes(block);
    record.writeBytes("\r\n\r\n".getBytes(UTF_8));
    return raw(compressed ? gzip(record.toByteArray()) : record.toByteArray());
  }

  /** Adds bytes as they are. */
  WarcFixture raw(byte[] bytes) {
    file.writeBytes(bytes);
    return this;
  }

  byte[] bytes() {
    return file.toByteArray();
  }

  static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return bytes.toByteArray();
  }

  /** A body in chunks of seven bytes. */
  static byte[] chunked(byte[] body) {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    for (int i = 0; i < body.length; i += 7) {
      int length = Math.min(7, body.length - i);
      chunks.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(ISO_8859_1));
      chunks.write(body, i, length);
      chunks.writeBytes("\r\n".getBytes(ISO_8859_1));
    }
    chunks.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
    return chunks.toByteArray();
  }
}

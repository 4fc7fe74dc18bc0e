package dev.outlink.cli.warc;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file in parts that are packed by themselves; of one that is not packed, the file is the only
 * part. Confined to one thread.
 */
interface WarcMembers {

  /** The members of a file, packed or not, as its first bytes say. */
  static WarcMembers of(InputStream in) throws IOException {
    WarcBytes bytes = new WarcBytes(in);
    while (WarcRecords.isBlank(bytes.peek())) {
      bytes.read();
    }
    return bytes.peek() == 0x1f ? new GzipMembers(bytes) : new PlainMember(bytes);
  }

  /**
   * Goes on to the next member; false at the end of the file.
   *
   * @param isRecord whether a record should begin there: behind that place one is looked for, if
   *     need be
   * @throws IOException if there is none where one should be
   */
  boolean next(boolean isRecord) throws IOException;

  /**
   * Goes on to a member that begins with a record, behind one that is damaged; false where there is
   * none.
   */
  boolean recover() throws IOException;

  /**
   * Bytes of the member as they were before it was packed; -1 at its end.
   *
   * @throws IOException if it is damaged, and each time from then on
   */
  int read(byte[] target, int offset, int length) throws IOException;

  /** Whether a member may be a record by itself, so that its beginning is the record's place. */
  boolean isPacked();

  /** Where in the file the member begins. */
  long start();

  /** Where in the file the next byte is; within a packed member, of the bytes it is read from. */
  long position();
}

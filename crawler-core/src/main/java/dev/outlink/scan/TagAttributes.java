package dev.outlink.scan;

import dev.outlink.charset.WebEncoding;
import java.nio.charset.StandardCharsets;

/**
 * The attributes of one start tag that have a {@link AttributeName}; their values are decoded when
 * they are asked for. Confined to one thread; used again for each tag.
 */
public final class TagAttributes {

  private static final int MOST = AttributeName.values().length;

  private final byte[] text;
  private final WebEncoding encoding;
  private final AttributeName[] names = new AttributeName[MOST];
  private final int[] from = new int[MOST];
  private final int[] to = new int[MOST];
  private int size;

  /** Of a tag without attributes, in a document of an encoding that has ASCII as it is. */
  public TagAttributes(byte[] text, WebEncoding encoding) {
    this.text = text;
    this.encoding = encoding;
  }

  /** A new tag. */
  public void clear() {
    size = 0;
  }

  /** One more attribute. Of several with one name the first one counts (13.2.5.33). */
  public void add(int nameFrom, int nameTo, int valueFrom, int valueTo) {
    AttributeName name = AttributeName.of(text, nameFrom, nameTo);
    if (name != AttributeName.OTHER && !has(name)) {
      names[size] = name;
      from[size] = valueFrom;
      to[size] = valueTo;
      size++;
    }
  }

  /** Whether the tag has an attribute. */
  public boolean has(AttributeName name) {
    return place(name) >= 0;
  }

  /** The value of an attribute; empty where the tag has none. */
  public String value(AttributeName name) {
    int place = place(name);
    return place < 0 ? "" : decode(from[place], to[place]);
  }

  private int place(AttributeName name) {
    int place = size - 1;
    while (place >= 0 && names[place] != name) {
      place--;
    }
    return place;
  }

  private String decode(int start, int end) {
    boolean isAscii = true;
    boolean isPlain = true;
    for (int i = start; i < end; i++) {
      isAscii &= text[i] >= 0;
      isPlain &= text[i] != '&' && text[i] != 0;
    }
    String value = isAscii ? ascii(start, end) : decodeAll(start, end);
    return isPlain ? value : CharacterReferences.decode(value.replace('\0', '\uFFFD'), true);
  }

  private String ascii(int start, int end) {
    return new String(text, start, end - start, StandardCharsets.ISO_8859_1);
  }

  /** With the character of ASCII behind it, which may end one that is broken. */
  private String decodeAll(int start, int end) {
    String value = encoding.decode(text, start, end + 1 - start);
    return value.substring(0, value.length() - 1);
  }
}

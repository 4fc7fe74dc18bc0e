package dev.outlink.scan;

import com.google.common.base.Ascii;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes down the tokens of a document as text. */
final class Recorder implements Tokens {

  final List<String> tokens = new ArrayList<>();
  boolean foreign;

  private final byte[] text;
  private final StringBuilder characters = new StringBuilder();
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private String tag = "";
  private boolean afterText;

  Recorder(String text) {
    this.text = encode(text);
  }

  /** As UTF-8, but with surrogates by themselves, as of three bytes each. */
  static byte[] encode(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        out.write(c);
      } else {
        if (c < 0x800) {
          out.write(0xC0 | (c >> 6));
        } else {
          out.write(0xE0 | (c >> 12));
          out.write(0x80 | ((c >> 6) & 0x3F));
        }
        out.write(0x80 | (c & 0x3F));
      }
    }
    return out.toByteArray();
  }

  private String decode(int from, int to) {
    StringBuilder out = new StringBuilder();
    for (int i = from; i < to; i++) {
      int lead = text[i] & 0xFF;
      if (lead < 0x80) {
        out.append((char) lead);
      } else if (lead < 0xE0) {
        out.append((char) (((lead & 0x1F) << 6) | (text[++i] & 0x3F)));
      } else {
        out.append((char) (((lead & 0xF) << 12) | ((text[++i] & 0x3F) << 6) | (text[++i] & 0x3F)));
      }
    }
    return out.toString().replace("\r\n", "\n").replace('\r', '\n');
  }

  private String withoutNul(int from, int to) {
    return decode(from, to).replace('\0', '\uFFFD');
  }

  void add(String token) {
    tokens.add(token);
    afterText = false;
  }

  void characters(String more) {
    if (afterText) {
      characters.append(more);
      tokens.set(tokens.size() - 1, "TEXT " + characters);
    } else {
      characters.setLength(0);
      characters.append(more);
      add("TEXT " + more);
      afterText = true;
    }
  }

  @Override
  public boolean opensTag(TagName name, boolean isEnd, int from, int to) {
    tag = Ascii.toLowerCase(withoutNul(from, to));
    assertThatTheNameIs(name);
    attributes.clear();
    return true;
  }

  private void assertThatTheNameIs(TagName name) {
    if (name != TagName.OTHER && !name.text().equals(tag)) {
      throw new AssertionError(tag + " is taken for " + name);
    }
  }

  @Override
  public void attribute(int nameFrom, int nameTo, int valueFrom, int valueTo) {
    attributes.putIfAbsent(
        Ascii.toLowerCase(withoutNul(nameFrom, nameTo)),
        CharacterReferences.decode(withoutNul(valueFrom, valueTo), true));
  }

  @Override
  public TextState startTag(boolean selfClosing) {
    StringBuilder all = new StringBuilder("<" + tag);
    attributes.forEach((name, value) -> all.append(' ').append(name).append('=').append(value));
    add(all + (selfClosing ? "/>" : ">"));
    return TextState.DATA;
  }

  @Override
  public boolean endTag() {
    add("</" + tag + ">");
    return true;
  }

  @Override
  public boolean isForeign() {
    return foreign;
  }

  @Override
  public void text(TextState state, int from, int to) {
    String plain = state == TextState.DATA || foreign ? decode(from, to) : withoutNul(from, to);
    boolean hasReferences = state == TextState.DATA || state == TextState.RCDATA;
    characters(hasReferences ? CharacterReferences.decode(plain, false) : plain);
  }

  @Override
  public void comment(int from, int to) {
    add("COMMENT " + withoutNul(from, to));
  }

  @Override
  public void doctype(int from, int to) {
    add("DOCTYPE");
  }
}

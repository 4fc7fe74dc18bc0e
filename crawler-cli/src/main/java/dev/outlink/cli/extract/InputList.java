package dev.outlink.cli.extract;

import dev.outlink.cli.text.SafeText;
import dev.outlink.fetch.DocumentType;
import dev.outlink.url.CrawlUrl;
import dev.outlink.url.UrlResult;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inputs that the arguments of {@code outlink extract} name: files, files in folders, standard
 * input.
 */
final class InputList {

  static final String STANDARD_INPUT = "-";

  private static final String STANDARD_INPUT_URL = "file:///dev/stdin";

  private final ExtractSettings settings;
  private final @Nullable CrawlUrl base;
  private final @Nullable String type;
  private final boolean single;
  private final List<ExtractInput> inputs = new ArrayList<>();
  private final List<String> mistakes = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private InputList(ExtractSettings settings, boolean single) {
    this.settings = settings;
    this.base = settings.base();
    this.type = settings.type();
    this.single = single;
  }

  /** Looks at the arguments; reads no document. */
  static InputList of(List<String> arguments, ExtractSettings settings) {
    InputList list = new InputList(settings, arguments.size() == 1);
    boolean standardInput = false;
    for (String argument : arguments) {
      if (argument.equals(STANDARD_INPUT)) {
        if (standardInput) {
          list.mistakes.add("-: standard input can be read only once");
        } else {
          list.addStandardInput();
        }
        standardInput = true;
      } else {
        list.add(argument);
      }
    }
    return list;
  }

  /** The inputs in the order of the arguments; files in folders are sorted by name. */
  List<ExtractInput> inputs() {
    return inputs;
  }

  /** Errors in the command line; if there are any, nothing is read. */
  List<String> mistakes() {
    return mistakes;
  }

  /** Arguments that do not exist or cannot be read; if there are any, nothing is read. */
  List<String> missing() {
    return missing;
  }

  /** Files and folders within folders that cannot be read. */
  List<String> unreadable() {
    return unreadable;
  }

  /** Messages for the user. */
  List<String> notes() {
    return notes;
  }

  private void addStandardInput() {
    CrawlUrl url =
        base != null ? base : (CrawlUrl) CrawlUrl.parse(STANDARD_INPUT_URL); // always one
    String contentType = type == null ? InputType.HTML.contentType() : type;
    addNamed("standard input", null, contentType, url);
  }

  private void add(String argument) {
    Path file;
    try {
      file = Path.of(argument);
    } catch (InvalidPathException e) {
      missing.add("'" + SafeText.of(argument) + "' is not a file name");
      return;
    }
    String name = SafeText.of(argument);
    if (argument.isEmpty() || !Files.exists(file)) {
      missing.add(name + ": no such file" + hint(argument));
    } else if (!Files.isReadable(file)) {
      missing.add(name + ": permission denied");
    } else if (Files.isDirectory(file)) {
      int before = inputs.size();
      addFolder(file, file);
      if (inputs.size() == before && unreadable.isEmpty()) {
        notes.add(name + ": contains no documents (" + InputType.ENDINGS + ")");
      }
    } else {
      addFile(name, file);
    }
  }

  private static String hint(String argument) {
    return argument.contains("://") ? "; outlink crawl fetches URLs" : "";
  }

  private void addFile(String name, Path file) {
    InputType ending = InputType.of(file);
    if (type == null && ending == null) {
      mistakes.add(
          name
              + ": its name does not end in any of "
              + InputType.ENDINGS
              + "; say what it is, such as --type text/html, or leave it out");
      return;
    }
    String contentType = type != null ? type : ending == null ? "" : ending.contentType();
    if (!(FileUrls.of(file) instanceof CrawlUrl own)) {
      missing.add(name + ": its name is too long");
      return;
    }
    boolean warc = contentType.startsWith(InputType.WARC.contentType());
    if (warc && base != null) {
      mistakes.add("--base: the records of " + name + " have their own URLs");
    }
    if (base == null) {
      addNamed(name, file, contentType, own);
    } else if (single) {
      addNamed(name, file, contentType, base);
    } else {
      addBelow(base, name, file, contentType);
    }
  }

  /** The URL of each of several files is its path from the current folder, below the base. */
  private void addBelow(CrawlUrl base, String name, Path file, String contentType) {
    Path path = file.normalize();
    if (path.isAbsolute() || path.startsWith("..")) {
      mistakes.add("--base: " + name + " is not below the current folder; name its folder instead");
    } else if (FileUrls.within(base, path) instanceof CrawlUrl url) {
      addNamed(name, file, contentType, url);
    } else {
      missing.add(name + ": its name is too long");
    }
  }

  private void addNamed(String name, @Nullable Path file, String contentType, CrawlUrl url) {
    ExtractInput input = new ExtractInput(name, file, contentType, url);
    inputs.add(input);
    if (!input.isWarc() && !settings.links().documents().contains(DocumentType.of(contentType))) {
      notes.add(
          name
              + ": "
              + SafeText.of(contentType)
              + " is not read for the kinds of links in --links; add "
              + (DocumentType.of(contentType) == DocumentType.TEXT
                  ? "its kind to --links: --links a,area,text"
                  : "one of its kinds to --links, such as sitemap, feed, svg or a"));
    }
  }

  private void addFolder(Path root, Path folder) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (IOException | DirectoryIteratorException e) {
      unreadable.add(SafeText.of(folder.toString()) + ": the folder cannot be read");
      return;
    }
    entries.sort((a, b) -> a.getFileName().toString().compareTo(b.getFileName().toString()));
    for (Path entry : entries) {
      InputType ending = InputType.of(entry);
      if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        addFolder(root, entry);
      } else if (ending != null && !Files.isDirectory(entry)) {
        UrlResult url =
            base == null ? FileUrls.of(entry) : FileUrls.within(base, root.relativize(entry));
        String name = entry.toString();
        String contentType = type == null || ending == InputType.WARC ? ending.contentType() : type;
        if (url instanceof CrawlUrl own) {
          inputs.add(new ExtractInput(name, entry, contentType, own));
        } else {
          unreadable.add(SafeText.of(name) + ": its name is too long");
        }
      }
    }
  }
}

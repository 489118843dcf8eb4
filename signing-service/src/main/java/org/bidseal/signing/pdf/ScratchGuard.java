package org.bidseal.signing.pdf;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Turns decompression bombs away before the parser meets them.
///
/// Parsing decodes object streams and cross-reference streams (ISO 32000-1 §7.5.7, §7.5.8) in
/// memory; one megabyte of deflated zeros becomes a gigabyte there. This guard finds those streams
/// by their dictionaries, allows them one FlateDecode filter, and inflates them with a limit. All
/// other streams are never decoded by this service.
final class ScratchGuard {
  private static final long MAX_INFLATED = 256L << 20;
  private static final int LOOK_BACK = 4_096;
  private static final byte[] KEYWORD = "stream".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern ESCAPE = Pattern.compile("#([0-9A-Fa-f]{2})");
  private static final Pattern STRUCTURE = Pattern.compile("/(ObjStm|XRef|First)\\b");
  private static final Pattern FILTER = Pattern.compile("/Filter\\s*(\\[[^\\]]*\\]|\\S[^/>]*)");
  private static final Pattern PLAIN_FLATE =
      Pattern.compile("\\[?\\s*/(FlateDecode|Fl)\\s*\\]?\\s*");

  private final MemorySegment file;
  private long inflated;

  private ScratchGuard(MemorySegment file) {
    this.file = file;
  }

  /// Throws if decoding the file's structure would take more than 256 MiB.
  static void check(Path path) throws IOException {
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      MemorySegment mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      new ScratchGuard(mapped).scan();
    }
  }

  private void scan() throws IOException {
    long last = file.byteSize() - KEYWORD.length;
    for (long at = 0; at <= last; at++) {
      if (at(at) == 's' && isKeyword(at)) {
        inspect(at);
        at += KEYWORD.length;
      }
    }
  }

  private boolean isKeyword(long at) {
    for (int i = 1; i < KEYWORD.length; i++) {
      if (at(at + i) != KEYWORD[i]) {
        return false;
      }
    }
    return at < 3 || at(at - 1) != 'd';
  }

  private void inspect(long keyword) throws IOException {
    String dictionary = dictionaryBefore(keyword);
    if (!STRUCTURE.matcher(dictionary).find()) {
      return;
    }
    Matcher filter = FILTER.matcher(dictionary);
    if (!filter.find()) {
      return;
    }
    if (!PLAIN_FLATE.matcher(filter.group(1)).matches()) {
      throw new IOException("a structure stream has another filter than one FlateDecode");
    }
    long start = keyword + KEYWORD.length;
    while (start < file.byteSize() && (at(start) == '\r' || at(start) == '\n')) {
      start++;
    }
    inflate(start);
  }

  private String dictionaryBefore(long keyword) {
    long from = Math.max(0, keyword - LOOK_BACK);
    byte[] bytes = file.asSlice(from, keyword - from).toArray(ValueLayout.JAVA_BYTE);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int object = text.lastIndexOf(" obj");
    String dictionary = object < 0 ? text : text.substring(object);
    return ESCAPE
        .matcher(dictionary)
        .replaceAll(match ->
            Matcher.quoteReplacement(
                Character.toString((char) Integer.parseInt(match.group(1), 16))));
  }

  private void inflate(long start) throws IOException {
    try (Inflater inflater = new Inflater()) {
      byte[] out = new byte[1 << 16];
      long position = start;
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          long length = Math.min(1 << 16, file.byteSize() - position);
          if (length <= 0 || inflater.needsDictionary()) {
            return;
          }
          inflater.setInput(file.asSlice(position, length).toArray(ValueLayout.JAVA_BYTE));
          position += length;
        }
        inflated += inflater.inflate(out);
        if (inflated > MAX_INFLATED) {
          throw new IOException("the document's structure inflates beyond the limit");
        }
        if (inflater.needsDictionary()) {
          return;
        }
      }
    } catch (DataFormatException _) {
      // Not deflated data: the parser will say so in its own words, and without growing.
      return;
    }
  }

  private byte at(long position) {
    return file.get(ValueLayout.JAVA_BYTE, position);
  }
}

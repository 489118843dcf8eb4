package org.bidseal.acceptance.secrecy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Looks for many secrets in one pass over the bytes.
final class SecretSearch {
  private static final int PREFIX = Long.BYTES;
  private static final int BITS = 22;
  private static final long MOST_AT_ONCE = 1L << 30;
  private static final int LONGEST = 256;

  private final Map<Long, List<Pattern>> byPrefix = new HashMap<>();
  private final BitSet prefixes = new BitSet(1 << BITS);

  SecretSearch(List<Secret> secrets) {
    for (Secret secret : secrets) {
      secret.forms().forEach((form, bytes) -> add(new Pattern(secret + " as " + form, bytes)));
    }
  }

  private record Pattern(String name, ByteBuffer bytes) {
    Pattern(String name, byte[] bytes) {
      this(name, ByteBuffer.wrap(bytes));
    }

    boolean isAt(ByteBuffer in, int start) {
      return start + bytes.limit() <= in.limit() && in.slice(start, bytes.limit()).equals(bytes);
    }
  }

  private void add(Pattern pattern) {
    if (pattern.bytes().limit() < PREFIX || pattern.bytes().limit() > LONGEST) {
      throw new IllegalArgumentException("too short or too long to look for: " + pattern.name());
    }
    long prefix = pattern.bytes().getLong(0);
    byPrefix.computeIfAbsent(prefix, _ -> new ArrayList<>()).add(pattern);
    prefixes.set(hash(prefix));
  }

  private static int hash(long prefix) {
    return (int) ((prefix * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - BITS));
  }

  /// Names of what is in these bytes.
  Set<String> find(byte[] bytes) {
    return find(ByteBuffer.wrap(bytes));
  }

  /// Names of what is in this file.
  Set<String> find(Path file) throws IOException {
    Set<String> found = new TreeSet<>();
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      for (long from = 0; from < size; from += MOST_AT_ONCE) {
        long length = Math.min(size - from, MOST_AT_ONCE + LONGEST);
        found.addAll(find(channel.map(MapMode.READ_ONLY, from, length)));
      }
    }
    return found;
  }

  private Set<String> find(ByteBuffer in) {
    Set<String> found = new TreeSet<>();
    long window = 0;
    for (int i = 0; i < in.limit(); i++) {
      window = (window << Byte.SIZE) | (in.get(i) & 0xff);
      if (i >= PREFIX - 1 && prefixes.get(hash(window))) {
        int start = i - PREFIX + 1;
        for (Pattern pattern : byPrefix.getOrDefault(window, List.of())) {
          if (pattern.isAt(in, start)) {
            found.add(pattern.name());
          }
        }
      }
    }
    return found;
  }
}

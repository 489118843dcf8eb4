package org.bidseal.keywrapping;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/// The generations of a key-encryption key that can be read, and the one that wraps.
///
/// @param keys by version, from 1
/// @param current one of them
record KekGenerations(SortedMap<Integer, SecretKey> keys, int current) {
  /// Says that the highest version is current.
  static final int NEWEST = 0;

  KekGenerations {
    keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("there is no key-encryption key");
    }
    if (keys.firstKey() < 1) {
      throw new IllegalArgumentException("versions of key-encryption keys begin with 1");
    }
    if (current == NEWEST) {
      current = keys.lastKey();
    }
    if (!keys.containsKey(current)) {
      throw new IllegalArgumentException(
          "key-encryption key " + current + " is to be current and is not there");
    }
  }

  @Nullable SecretKey find(int version) {
    return keys.get(version);
  }

  SecretKey currentKey() {
    return Objects.requireNonNull(keys.get(current));
  }

  SortedSet<Integer> versions() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(keys.keySet()));
  }

  @Override
  public String toString() {
    return "KekGenerations[" + keys.keySet() + ", current " + current + "]";
  }
}

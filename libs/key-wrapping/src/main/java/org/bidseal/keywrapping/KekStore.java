package org.bidseal.keywrapping;

import java.io.IOException;

/// A place of key-encryption keys as its keeper sees it: generations are added and removed there,
/// while services only read.
interface KekStore {
  /// The generations that are there.
  KekGenerations read() throws IOException;

  /// Draws one more generation, at the place itself.
  ///
  /// @return its version, one above the highest
  int add() throws IOException;

  /// Destroys a generation: what is still wrapped under it is lost.
  void remove(int version) throws IOException;

  /// Lets this generation wrap from now on, or the newest again with [KekGenerations#NEWEST].
  void choose(int version) throws IOException;
}

package org.bidseal.crypto.blob;

import java.nio.ByteBuffer;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.evidence.ContentTree;

/// Content roots of what lies in the store.
public final class ContentRoots {
  private static final int BUFFER = 1024 * 1024;

  private ContentRoots() {}

  /// Reads a blob from beginning to end. Blocks.
  ///
  /// @throws BlobStoreException if the store fails
  public static Sm3Hash of(BlobReader reader) {
    ContentTree tree = new ContentTree();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    while (reader.read(tree.size(), buffer.clear()) > 0) {
      tree.update(buffer.flip());
    }
    return tree.root();
  }
}

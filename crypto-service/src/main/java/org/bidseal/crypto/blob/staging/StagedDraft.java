package org.bidseal.crypto.blob.staging;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bidseal.crypto.blob.LastingDraft;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.bidseal.smcrypto.sm4.Sm4Key;

/// Encrypts what is written on its way into a draft. Its offsets are those of the plaintext. It
/// closes the draft and the key.
public final class StagedDraft implements LastingDraft {
  private final LastingDraft draft;
  private final Sm4Gcm cipher;
  private final Sm4Key key;
  private final int write;
  private final byte[] plain = new byte[StagingRecord.MOST];
  private final byte[] sealed = new byte[StagingRecord.MOST + Sm4Gcm.TAG_BYTES];
  private int pending;
  private long sealedBytes;

  /// @param draft resumed where its last whole record ends
  /// @param write number of this write, never used before under this key
  /// @param written bytes of plaintext that the draft has
  public StagedDraft(LastingDraft draft, Sm4Gcm cipher, Sm4Key key, int write, long written) {
    this.draft = draft;
    this.cipher = cipher;
    this.key = key;
    this.write = write;
    this.sealedBytes = written;
  }

  @Override
  public void write(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      int taken = Math.min(bytes.remaining(), plain.length - pending);
      bytes.get(plain, pending, taken);
      pending += taken;
      if (pending == plain.length) {
        seal();
      }
    }
  }

  private void seal() {
    byte[] header = StagingRecord.header(write, pending);
    cipher.seal(key, StagingRecord.nonce(write, sealedBytes), header, plain, 0, pending, sealed, 0);
    draft.write(ByteBuffer.wrap(header));
    draft.write(ByteBuffer.wrap(sealed, 0, pending + Sm4Gcm.TAG_BYTES));
    sealedBytes += pending;
    pending = 0;
  }

  @Override
  public long written() {
    return sealedBytes + pending;
  }

  @Override
  public void sync() {
    if (pending > 0) {
      seal();
    }
    draft.sync();
  }

  @Override
  public void commit() {
    if (pending > 0) {
      seal();
    }
    draft.commit();
  }

  @Override
  public void close() {
    Arrays.fill(plain, (byte) 0);
    key.close();
    draft.close();
  }
}

package org.bidseal.crypto.blob.staging;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bidseal.crypto.blob.BlobReader;
import org.bidseal.crypto.blob.BlobStreams;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.bidseal.smcrypto.sm4.Sm4Key;

/// The plaintext of a staged blob. It gives no byte of a record that was altered. It closes the
/// reader and the key.
public final class StagedInput extends InputStream {
  private final BlobReader reader;
  private final InputStream in;
  private final Sm4Gcm cipher;
  private final Sm4Key key;
  private final byte[] sealed = new byte[StagingRecord.MOST + Sm4Gcm.TAG_BYTES];
  private final byte[] plain = new byte[StagingRecord.MOST];
  private int position;
  private int limit;
  private long offset;

  public StagedInput(BlobReader reader, Sm4Gcm cipher, Sm4Key key) {
    this.reader = reader;
    this.in = BlobStreams.input(reader, 0);
    this.cipher = cipher;
    this.key = key;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /// @throws org.bidseal.smcrypto.sm4.Sm4TagMismatchException if the next record was altered
  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == limit && !next()) {
      return -1;
    }
    int taken = Math.min(length, limit - position);
    System.arraycopy(plain, position, target, from, taken);
    position += taken;
    return taken;
  }

  private boolean next() throws IOException {
    byte[] header = in.readNBytes(StagingRecord.HEADER_BYTES);
    if (header.length == 0) {
      return false;
    }
    if (header.length < StagingRecord.HEADER_BYTES) {
      throw new EOFException("a staged blob ends within a record");
    }
    ByteBuffer fields = ByteBuffer.wrap(header);
    int write = fields.getInt();
    int length = fields.getInt();
    if (length <= 0 || length > StagingRecord.MOST) {
      throw new IOException("a staged blob has a record of impossible length");
    }
    int size = length + Sm4Gcm.TAG_BYTES;
    if (in.readNBytes(sealed, 0, size) < size) {
      throw new EOFException("a staged blob ends within a record");
    }
    cipher.open(key, StagingRecord.nonce(write, offset), header, sealed, 0, size, plain, 0);
    offset += length;
    position = 0;
    limit = length;
    return true;
  }

  @Override
  public void close() {
    Arrays.fill(plain, (byte) 0);
    key.close();
    reader.close();
  }
}

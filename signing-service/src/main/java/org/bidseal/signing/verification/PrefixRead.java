package org.bidseal.signing.verification;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.io.RandomAccessReadView;

/// The first bytes of a file, as if the file ended there: an earlier revision of a PDF.
final class PrefixRead implements RandomAccessRead {
  private final RandomAccessReadBufferedFile file;
  private final long end;

  PrefixRead(Path path, long end) throws IOException {
    this.file = new RandomAccessReadBufferedFile(path.toFile());
    this.end = end;
  }

  @Override
  public int read() throws IOException {
    return file.getPosition() < end ? file.read() : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    long left = end - file.getPosition();
    return left <= 0 ? -1 : file.read(bytes, offset, (int) Math.min(length, left));
  }

  @Override
  public long getPosition() throws IOException {
    return file.getPosition();
  }

  @Override
  public void seek(long position) throws IOException {
    file.seek(Math.min(position, end));
  }

  @Override
  public long length() {
    return end;
  }

  @Override
  public boolean isClosed() {
    return file.isClosed();
  }

  @Override
  public boolean isEOF() throws IOException {
    return file.getPosition() >= end;
  }

  @Override
  public RandomAccessReadView createView(long start, long length) throws IOException {
    if (start < 0 || length < 0 || start + length > end) {
      throw new IOException("the view leaves the revision");
    }
    return file.createView(start, length);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

package org.bidseal.seals.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/// A picture as it was uploaded, and as PNG. Its size is read before its pixels, so that a small
/// file cannot ask for a large memory.
public final class PictureFile {
  /// Largest file, in bytes.
  public static final int MAX_BYTES = 1_500_000;

  private static final int MAX_SIDE = 4096;
  private static final Set<String> TYPES = Set.of("png", "jpeg", "gif");

  private final String type;
  private final byte[] bytes;
  private final byte[] png;

  private PictureFile(String type, byte[] bytes, byte[] png) {
    this.type = type;
    this.bytes = bytes;
    this.png = png;
  }

  /// Reads a picture; empty if it is none, too large, or of another type than JPEG, PNG or GIF.
  public static Optional<PictureFile> read(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return Optional.empty();
    }
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      return readers.hasNext() ? read(bytes, in, readers.next()) : Optional.empty();
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException broken) {
      return Optional.empty();
    }
  }

  private static Optional<PictureFile> read(byte[] bytes, ImageInputStream in, ImageReader reader)
      throws IOException {
    try {
      reader.setInput(in);
      String type = reader.getFormatName().toLowerCase(Locale.ROOT);
      boolean fits = reader.getWidth(0) <= MAX_SIDE && reader.getHeight(0) <= MAX_SIDE;
      if (!TYPES.contains(type) || !fits) {
        return Optional.empty();
      }
      return Optional.of(new PictureFile(type, bytes.clone(), png(type, bytes, reader.read(0))));
    } finally {
      reader.dispose();
    }
  }

  private static byte[] png(String type, byte[] bytes, BufferedImage image) throws IOException {
    if (type.equals("png")) {
      return bytes.clone();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  /// `png`, `jpeg` or `gif`.
  public String type() {
    return type;
  }

  /// The file as it came.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// The picture as PNG.
  public byte[] png() {
    return png.clone();
  }
}

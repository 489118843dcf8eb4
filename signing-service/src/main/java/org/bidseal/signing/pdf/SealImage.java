package org.bidseal.signing.pdf;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.bidseal.signing.Bytes;
import org.bidseal.signing.pdf.PdfRejectedException.Reason;

/// The picture of a seal and its true size.
///
/// @param png the picture, PNG with transparency
/// @param widthMm width in millimetres
/// @param heightMm height in millimetres
public record SealImage(Bytes png, double widthMm, double heightMm) {
  private static final long MAX_PIXELS = 4_000_000;
  private static final double MAX_MM = 200;

  /// Checks the size.
  public SealImage {
    if (!(widthMm > 0 && widthMm <= MAX_MM && heightMm > 0 && heightMm <= MAX_MM)) {
      throw new PdfRejectedException(Reason.BAD_PICTURE, "a seal measures up to 200 mm");
    }
  }

  /// Decodes the picture, looking at its size first.
  BufferedImage decode() {
    try (ImageInputStream input =
        ImageIO.createImageInputStream(new ByteArrayInputStream(png.toArray()))) {
      Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
      ImageReader reader = readers.next();
      try {
        reader.setInput(input, true, true);
        if ((long) reader.getWidth(0) * reader.getHeight(0) > MAX_PIXELS) {
          throw new PdfRejectedException(Reason.BAD_PICTURE, "the picture has too many pixels");
        }
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      if (e instanceof PdfRejectedException rejected) {
        throw rejected;
      }
      throw new PdfRejectedException(Reason.BAD_PICTURE, "the picture is not a readable PNG", e);
    }
  }
}

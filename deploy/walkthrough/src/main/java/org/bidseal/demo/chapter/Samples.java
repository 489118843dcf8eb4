package org.bidseal.demo.chapter;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/// What the demo signs and seals when it is given nothing.
public final class Samples {
  private Samples() {}

  /// The picture of a round seal with a star, transparent outside.
  static byte[] sealPicture(String enterprise) {
    BufferedImage image = new BufferedImage(480, 480, BufferedImage.TYPE_INT_ARGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setColor(new Color(0xC8, 0x10, 0x2E));
    canvas.setStroke(new BasicStroke(16));
    canvas.drawOval(20, 20, 440, 440);
    canvas.fillPolygon(star(240, 240, 90, true), star(240, 240, 90, false), 10);
    canvas.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 30));
    canvas.drawString(Integer.toHexString(enterprise.hashCode()), 160, 400);
    canvas.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static int[] star(int x, int y, int radius, boolean horizontal) {
    int[] points = new int[10];
    for (int i = 0; i < points.length; i++) {
      double angle = Math.PI * (i / 5.0 - 0.5);
      double r = i % 2 == 0 ? radius : radius * 0.382;
      points[i] = (int) Math.round(horizontal ? x + r * Math.cos(angle) : y + r * Math.sin(angle));
    }
    return points;
  }

  /// A letter of one page.
  public static Path letter(Path folder) {
    Path file = folder.resolve("letter-of-tender.pdf");
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(PDRectangle.A4);
      document.addPage(page);
      try (PDPageContentStream text = new PDPageContentStream(document, page)) {
        text.beginText();
        text.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 14);
        text.newLineAtOffset(72, 720);
        text.showText("Letter of tender");
        text.newLineAtOffset(0, -28);
        text.showText("We offer to execute the works of tender T-2026-001.");
        text.endText();
      }
      document.save(file.toFile());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A bid of some three and a half megabytes, so that it has several segments and an odd end.
  public static Path bid(Path folder, SecureRandom random) {
    Path file = folder.resolve("bid.zip");
    byte[] block = new byte[64 * 1024];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < 56; i++) {
        random.nextBytes(block);
        out.write(block);
      }
      out.write(block, 0, 12_345);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.bidseal.signing.pki;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.bidseal.signing.Bytes;

/// Pictures of seals.
public final class SealPictures {
  private SealPictures() {}

  /// A red ring around a red square on a transparent ground, PNG.
  public static Bytes red() {
    BufferedImage image = new BufferedImage(400, 400, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setComposite(AlphaComposite.Src);
    graphics.setColor(new Color(220, 0, 0));
    graphics.setStroke(new BasicStroke(24));
    graphics.drawOval(20, 20, 360, 360);
    graphics.fillRect(150, 150, 100, 100);
    graphics.dispose();
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      ImageIO.write(image, "png", out);
      return Bytes.of(out.toByteArray());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

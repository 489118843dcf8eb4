package org.bidseal.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bidseal.verifier.finding.Fault;
import org.bidseal.verifier.finding.Finding.Place;
import org.bidseal.verifier.finding.Findings;
import org.bidseal.verifier.json.Json;
import org.bidseal.verifier.json.JsonException;
import org.bidseal.verifier.json.JsonReader;
import org.bidseal.verifier.json.MalformedException;
import org.bidseal.verifier.json.Part;

/// A file to be verified, as far as all formats are alike.
public final class Document {
  private static final Place HERE = new Place.Document();

  private Document() {}

  /// The file's object; empty, with a fault, if it is none or of another format.
  public static Optional<Part> read(byte[] file, String name, String format, Findings findings) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
      Part document = Part.of(name, JsonReader.read(text));
      if (document.text("format").equals(format)) {
        return Optional.of(document);
      }
      findings.fault(HERE, Fault.OTHER_FORMAT, document.text("format"));
    } catch (CharacterCodingException _) {
      findings.fault(HERE, Fault.NOT_UTF8);
    } catch (JsonException e) {
      if (e.isCut()) {
        findings.fault(HERE, Fault.FILE_CUT, e.offset());
      } else {
        findings.fault(HERE, Fault.NOT_JSON, e.getMessage() + ", " + e.offset());
      }
    } catch (MalformedException e) {
      findings.fault(HERE, Fault.MALFORMED, e.getMessage());
    }
    return Optional.empty();
  }

  /// Its member `certificates`.
  public static List<X509Certificate> certificates(Part document) {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Json value : document.items("certificates")) {
      String name = "certificates " + (certificates.size() + 1);
      if (!(value instanceof Json.Text text)) {
        throw new MalformedException(name, "is no text");
      }
      try {
        certificates.add(Sm2Certificates.parse(Base64.getDecoder().decode(text.value())));
      } catch (IllegalArgumentException _) {
        throw new MalformedException(name, "is no certificate");
      }
    }
    return certificates;
  }
}

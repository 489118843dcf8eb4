package org.bidseal.signing.verification;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.bidseal.signing.pdf.PdfFile;
import org.jspecify.annotations.Nullable;

/// What happened to a document after a signature.
///
/// Updates are increments (ISO 32000-1 §7.5.6), so the signed revision is a prefix of the file and
/// a document of its own. An object changed if its place in the cross-reference table did. Few
/// changes of existing objects are harmless: the form gains fields, pages gain signature widgets
/// and stamps, an empty signature field gains its value, the catalog gains validation data.
/// Anything else can change what the reader sees.
final class LaterChanges {
  /// Kinds of outcome.
  enum Outcome {
    SIGNATURES_ONLY,
    MORE,
    UNKNOWN
  }

  private static final int EOF_WITHIN = 32;
  private static final Set<COSName> CATALOG_MAY_CHANGE =
      names("AcroForm", "DSS", "Extensions", "Version", "Metadata", "Perms");
  private static final Set<COSName> FORM_MAY_CHANGE = names("Fields", "SigFlags", "DR", "DA");
  private static final Set<COSName> PAGE_MAY_CHANGE = names("Annots");
  private static final Set<COSName> FIELD_MAY_CHANGE = names("V", "AP", "M", "Rect", "F", "P");
  private static final Set<String> STAMPS = Set.of("Widget", "Stamp");

  private final PDDocument before;
  private final PDDocument after;
  private final Set<COSObjectKey> growingArrays = new HashSet<>();

  private LaterChanges(PDDocument before, PDDocument after) {
    this.before = before;
    this.after = after;
  }

  static Outcome since(Path file, long end, PDDocument after) {
    try {
      if (!endsRevision(file, end)) {
        return Outcome.MORE;
      }
    } catch (IOException e) {
      return Outcome.UNKNOWN;
    }
    try (PrefixRead revision = new PrefixRead(file, end);
        PDDocument before = Loader.loadPDF(revision, "", null, null, PdfFile.scratch())) {
      return new LaterChanges(before, after).harmless() ? Outcome.SIGNATURES_ONLY : Outcome.MORE;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return Outcome.UNKNOWN;
    }
  }

  /// Whether a revision ends here (ISO 32000-1 §7.5.5). A byte range that stops elsewhere leaves
  /// bytes of its own revision unsigned.
  private static boolean endsRevision(Path file, long end) throws IOException {
    byte[] tail = new byte[(int) Math.min(EOF_WITHIN, end)];
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "r")) {
      access.seek(end - tail.length);
      access.readFully(tail);
    }
    return new String(tail, StandardCharsets.ISO_8859_1).stripTrailing().endsWith("%%EOF");
  }

  private boolean harmless() throws IOException {
    if (before.getNumberOfPages() != after.getNumberOfPages()) {
      return false;
    }
    noteArray(
        before.getDocumentCatalog().getCOSObject().getCOSDictionary(COSName.ACRO_FORM), "Fields");
    for (int i = 0; i < before.getNumberOfPages(); i++) {
      PDPage page = before.getPage(i);
      noteArray(page.getCOSObject(), "Annots");
      if (!annotationsOnlyGain(page.getCOSObject(), after.getPage(i).getCOSObject())) {
        return false;
      }
    }
    return changedObjects().stream().allMatch(this::harmless);
  }

  private List<COSObjectKey> changedObjects() {
    Map<COSObjectKey, Long> old = before.getDocument().getXrefTable();
    Map<COSObjectKey, Long> now = after.getDocument().getXrefTable();
    List<COSObjectKey> changed = new ArrayList<>();
    old.forEach((key, place) -> {
      if (!Objects.equals(place, now.get(key))) {
        changed.add(key);
      }
    });
    return changed;
  }

  private boolean harmless(COSObjectKey key) {
    COSBase old = object(before.getDocument(), key);
    COSBase now = object(after.getDocument(), key);
    if (old instanceof COSStream stream) {
      return isStructure(stream) || isMetadata(stream);
    }
    if (old instanceof COSDictionary was && now instanceof COSDictionary is) {
      return harmless(was, is);
    }
    if (old instanceof COSArray was && now instanceof COSArray is) {
      return growingArrays.contains(key) ? containsAll(is, was) : same(was, is);
    }
    return old != null && same(old, now);
  }

  private boolean harmless(COSDictionary was, COSDictionary is) {
    if (was.equals(before.getDocumentCatalog().getCOSObject())) {
      return sameBut(CATALOG_MAY_CHANGE, was, is);
    }
    if (was.equals(before.getDocument().getTrailer().getCOSDictionary(COSName.INFO))) {
      return true;
    }
    if (COSName.PAGE.equals(was.getCOSName(COSName.TYPE))) {
      return sameBut(PAGE_MAY_CHANGE, was, is);
    }
    if (was.containsKey(COSName.FIELDS)) {
      COSArray old = was.getCOSArray(COSName.FIELDS);
      COSArray now = is.getCOSArray(COSName.FIELDS);
      return sameBut(FORM_MAY_CHANGE, was, is)
          && (old == null || (now != null && containsAll(now, old)));
    }
    if (COSName.SIG.equals(was.getCOSName(COSName.FT)) && !was.containsKey(COSName.V)) {
      return sameBut(FIELD_MAY_CHANGE, was, is);
    }
    return same(was, is);
  }

  private boolean annotationsOnlyGain(COSDictionary was, COSDictionary is) {
    COSArray old = was.getCOSArray(COSName.ANNOTS);
    COSArray now = is.getCOSArray(COSName.ANNOTS);
    if (now == null) {
      return old == null || old.size() == 0;
    }
    if (old != null && !containsAll(now, old)) {
      return false;
    }
    Set<String> known = new HashSet<>();
    if (old != null) {
      old.forEach(element -> known.add(identity(element)));
    }
    for (int i = 0; i < now.size(); i++) {
      if (!known.contains(identity(now.get(i))) && !isSignatureMark(now.getObject(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSignatureMark(@Nullable COSBase annotation) {
    if (!(annotation instanceof COSDictionary dictionary)) {
      return false;
    }
    String subtype = String.valueOf(dictionary.getNameAsString(COSName.SUBTYPE));
    COSDictionary parent = dictionary.getCOSDictionary(COSName.PARENT);
    COSName kind = dictionary.getCOSName(COSName.FT);
    COSName field = kind == null && parent != null ? parent.getCOSName(COSName.FT) : kind;
    return STAMPS.contains(subtype) && (subtype.equals("Stamp") || COSName.SIG.equals(field));
  }

  private void noteArray(@Nullable COSDictionary owner, String name) {
    if (owner != null && owner.getItem(COSName.getPDFName(name)) instanceof COSObject reference) {
      growingArrays.add(reference.getKey());
    }
  }

  private static boolean isStructure(COSStream stream) {
    COSName type = stream.getCOSName(COSName.TYPE);
    return COSName.OBJ_STM.equals(type) || COSName.XREF.equals(type);
  }

  private static boolean isMetadata(COSStream stream) {
    return COSName.METADATA.equals(stream.getCOSName(COSName.TYPE));
  }

  private static @Nullable COSBase object(COSDocument document, COSObjectKey key) {
    return document.getObjectFromPool(key).getObject();
  }

  private static boolean sameBut(Set<COSName> free, COSDictionary was, COSDictionary is) {
    Set<COSName> keys = new HashSet<>(was.keySet());
    keys.addAll(is.keySet());
    keys.removeAll(free);
    return keys.stream()
        .allMatch(key -> identity(was.getItem(key)).equals(identity(is.getItem(key))));
  }

  private static boolean containsAll(COSArray is, COSArray was) {
    Set<String> present = new HashSet<>();
    is.forEach(element -> present.add(identity(element)));
    for (COSBase element : was) {
      if (!present.contains(identity(element))) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(COSBase was, @Nullable COSBase is) {
    return identity(was, 0).equals(identity(is, 0));
  }

  private static String identity(@Nullable COSBase base) {
    return identity(base, 0);
  }

  /// A text equal for equal objects: references by number, direct objects by content.
  private static String identity(@Nullable COSBase base, int depth) {
    if (depth > 20) {
      throw new IllegalArgumentException("direct objects nest too deep");
    }
    return switch (base) {
      case null -> "null";
      case COSObject reference -> "R" + reference.getKey();
      case COSStream _ -> "stream";
      case COSDictionary dictionary -> {
        StringBuilder text = new StringBuilder("<<");
        dictionary.keySet().stream()
            .sorted()
            .forEach(key ->
                text.append(key)
                    .append(' ')
                    .append(identity(dictionary.getItem(key), depth + 1))
                    .append(' '));
        yield text.append(">>").toString();
      }
      case COSArray array -> {
        StringBuilder text = new StringBuilder("[");
        array.forEach(element -> text.append(identity(element, depth + 1)).append(' '));
        yield text.append(']').toString();
      }
      default -> base.toString();
    };
  }

  private static Set<COSName> names(String... names) {
    Set<COSName> all = new HashSet<>();
    for (String name : names) {
      all.add(COSName.getPDFName(name));
    }
    return Set.copyOf(all);
  }
}

package org.bidseal.verifier.finding;

/// Something to be said of a place in a record.
public record Finding(Place place, Fault fault, String detail) {

  /// Where in a record.
  public sealed interface Place {
    /// The document as a whole.
    record Document() implements Place {}

    /// The signed head.
    record Head() implements Place {}

    /// An entry, by the number that it bears.
    record Entry(long sequence, String kind) implements Place {}

    /// A plaintext that was handed in.
    record Plaintext(String envelopeId) implements Place {}

    /// The use of a key, by the number that it bears.
    record Use(long sequence, String operation) implements Place {}

    /// The tree over the heads of keys.
    record Tree() implements Place {}
  }

  public String text(Language language) {
    return where(language) + language.choose(": ", "：") + fault.text(language, detail);
  }

  /// A text of a file without its control characters: a terminal obeys some.
  public static String plain(String text) {
    return text.replaceAll("\\p{C}", "�");
  }

  private String where(Language language) {
    return switch (place) {
      case Place.Document _ -> language.choose("file", "文件");
      case Place.Head _ -> language.choose("head", "签名头");
      case Place.Entry(long sequence, String kind) ->
          language.choose("entry " + sequence, "第" + sequence + "条") + " (" + kind + ")";
      case Place.Plaintext(String envelopeId) ->
          language.choose("plaintext of ", "明文 ") + envelopeId;
      case Place.Use(long sequence, String operation) ->
          language.choose("use " + sequence, "第" + sequence + "次使用") + " (" + operation + ")";
      case Place.Tree _ -> language.choose("tree", "存证树");
    };
  }
}

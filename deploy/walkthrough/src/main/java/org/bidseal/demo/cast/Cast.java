package org.bidseal.demo.cast;

import java.security.SecureRandom;
import java.util.List;

/// Invented people and an invented enterprise, new at each run, with numbers that pass their
/// checks.
///
/// @param uscc unified social credit code (GB 32100-2015)
public record Cast(
    String enterprise,
    String uscc,
    String region,
    Actor legalRepresentative,
    Actor colleague,
    Actor secondColleague) {

  /// Somebody with a phone.
  ///
  /// @param idNumber citizen identity number (GB 11643-1999)
  /// @param mobile eleven digits
  /// @param pin of the person's certificates
  public record Actor(String name, String idNumber, String mobile, String pin) {}

  /// Somebody who is to sit in a committee, for an organisation of his own.
  ///
  /// @param role what he is there for
  public record Seat(String role, String organisation, String uscc, Actor member) {}

  private static final String USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

  public static Cast invent(SecureRandom random) {
    int number = random.nextInt(1_000_000);
    return new Cast(
        "湖北第" + number + "建设有限公司",
        uscc(random),
        "420500",
        actor("张三", "420502198503", random, "Bid7391x"),
        actor("李四", "420502199011", random, "Key5082y"),
        actor("王五", "420502198807", random, "Tri6174q"));
  }

  /// Five seats: those who run the tender, and those who watch over them.
  public static List<Seat> committee(SecureRandom random) {
    return List.of(
        seat("CENTRE", "公共资源交易中心", actor("王五", "420502197001", random, "Sea1111x"), random),
        seat("SUPERVISOR", "行政监督局", actor("赵六", "420502197102", random, "Sea2222x"), random),
        seat("AUTHORITY", "电子认证中心", actor("孙七", "420502197203", random, "Sea3333x"), random),
        seat("NOTARY", "公证处", actor("周八", "420502197304", random, "Sea4444x"), random),
        seat("OWNER", "招标人", actor("吴九", "420502197405", random, "Sea5555x"), random));
  }

  private static Seat seat(String role, String name, Actor member, SecureRandom random) {
    String organisation = "湖北第" + random.nextInt(1_000_000) + name;
    return new Seat(role, organisation, uscc(random), member);
  }

  private static Actor actor(String name, String idPrefix, SecureRandom random, String pin) {
    String first17 = idPrefix + "%02d%03d".formatted(1 + random.nextInt(28), random.nextInt(1000));
    return new Actor(
        name,
        first17 + idCheckDigit(first17),
        "139%08d".formatted(random.nextInt(100_000_000)),
        pin);
  }

  /// GB 11643-1999 §6: ISO 7064 MOD 11-2.
  private static char idCheckDigit(String first17) {
    int sum = 0;
    for (int i = 0; i < first17.length(); i++) {
      sum = (sum + (first17.charAt(i) - '0')) * 2 % 11;
    }
    return "10X98765432".charAt(sum % 11);
  }

  /// GB 32100-2015 §5: weights are powers of 3 mod 31.
  private static String uscc(SecureRandom random) {
    StringBuilder code = new StringBuilder("91420500");
    for (int i = 0; i < 9; i++) {
      code.append(USCC_ALPHABET.charAt(random.nextInt(USCC_ALPHABET.length())));
    }
    int sum = 0;
    int weight = 1;
    for (int i = 0; i < code.length(); i++) {
      sum += USCC_ALPHABET.indexOf(code.charAt(i)) * weight;
      weight = weight * 3 % 31;
    }
    return code.append(USCC_ALPHABET.charAt((31 - sum % 31) % 31)).toString();
  }
}

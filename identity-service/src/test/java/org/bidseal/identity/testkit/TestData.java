package org.bidseal.identity.testkit;

import java.security.SecureRandom;
import java.util.stream.IntStream;
import org.bidseal.identity.enterprise.Uscc;
import org.bidseal.identity.person.IdNumber;

/// Numbers that are valid and nobody's, different each time.
public final class TestData {

  /// For the tests' own draws.
  public static final SecureRandom RANDOM = new SecureRandom();

  private static final String ID_CHECKS = "0123456789X";
  private static final String USCC_CHECKS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

  private TestData() {}

  public static String mobile() {
    return "199" + digits(8);
  }

  public static String idNumber() {
    String first = "11010519" + (50 + RANDOM.nextInt(50)) + "0101" + digits(3);
    return IntStream.range(0, ID_CHECKS.length())
        .mapToObj(i -> first + ID_CHECKS.charAt(i))
        .filter(number -> IdNumber.parse(number).isPresent())
        .findFirst()
        .orElseThrow();
  }

  public static String uscc() {
    String first = "91420100MA4" + digits(6);
    return IntStream.range(0, USCC_CHECKS.length())
        .mapToObj(i -> first + USCC_CHECKS.charAt(i))
        .filter(code -> Uscc.parse(code).isPresent())
        .findFirst()
        .orElseThrow();
  }

  private static String digits(int count) {
    return RANDOM
        .ints(count, 0, 10)
        .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
        .toString();
  }
}

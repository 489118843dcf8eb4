package org.bidseal.crypto.keyaudit;

import org.bidseal.problem.ProblemDefinition;
import org.bidseal.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// What can be wrong with the record of a key's uses.
public enum KeyUseProblem implements ProblemType {
  KEY_USE_NOT_RECORDED(
      HttpStatus.SERVICE_UNAVAILABLE,
      "The use of the key cannot be written down",
      "密钥使用记录无法写入",
      "Nothing was done with the key. Repeat the same request in a moment.",
      "密钥未被使用，请稍后重发同一请求。"),
  KEY_USE_NOT_FOUND(
      HttpStatus.NOT_FOUND,
      "No such use of the key",
      "密钥使用记录不存在",
      "Choose one from the list of the key's uses.",
      "请从密钥使用记录列表中选择。"),
  KEY_USE_NOT_ANCHORED(
      HttpStatus.CONFLICT,
      "The use is not in a signed tree yet",
      "该使用记录尚未写入签名存证树",
      "Ask again tomorrow: the uses of all keys are signed and timestamped once a day.",
      "所有密钥的使用记录每天签名并加盖时间戳一次，请明天再试。");

  private final ProblemDefinition definition;

  KeyUseProblem(HttpStatus status, String titleEn, String titleZh, String nextEn, String nextZh) {
    definition = new ProblemDefinition(status, titleEn, titleZh, nextEn, nextZh);
  }

  @Override
  public String service() {
    return "crypto";
  }

  @Override
  public ProblemDefinition definition() {
    return definition;
  }
}

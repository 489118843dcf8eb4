package org.bidseal.idempotency;

import org.bidseal.problem.ProblemDefinition;
import org.bidseal.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems that only repeated writes have.
enum IdempotencyProblem implements ProblemType {
  RESPONSE_NOT_KEPT(
      HttpStatus.CONFLICT,
      "Done already, and the answer is not shown again",
      "操作已完成，结果不再显示",
      "The first request succeeded. Its answer held a secret, which is shown once: use what you received, "
          + "or have a new secret made.",
      "首次请求已成功。其结果含有仅显示一次的密钥：请使用已收到的结果，或重新生成。");

  private final ProblemDefinition definition;

  IdempotencyProblem(
      HttpStatus status, String titleEn, String titleZh, String nextEn, String nextZh) {
    definition = new ProblemDefinition(status, titleEn, titleZh, nextEn, nextZh);
  }

  @Override
  public String service() {
    return "common";
  }

  @Override
  public ProblemDefinition definition() {
    return definition;
  }
}

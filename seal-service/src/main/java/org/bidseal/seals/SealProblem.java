package org.bidseal.seals;

import org.bidseal.problem.ProblemDefinition;
import org.bidseal.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// What can go wrong with seals, and what to do next.
public enum SealProblem implements ProblemType {
  PICTURE_UNREADABLE(
      HttpStatus.BAD_REQUEST,
      "This is not a picture of a seal",
      "无法识别印模图片",
      "Upload a JPEG, PNG or GIF of at most 1.5 MB and 4096 × 4096 pixels",
      "请上传不超过1.5MB、4096×4096像素的JPEG、PNG或GIF图片"),
  CERTIFICATE_UNUSABLE(
      HttpStatus.CONFLICT,
      "This certificate cannot be used here",
      "该证书不可用于此操作",
      "Choose your signing certificate of this enterprise that is in force",
      "请选择本人在该企业下有效的签名证书"),
  SIGNATURE_INVALID(
      HttpStatus.FORBIDDEN,
      "The signature does not fit the statement",
      "签名与声明不符",
      "Sign the statement that came with the impression, with the certificate named there",
      "请使用所选证书对印模声明重新签名"),
  IMPRESSION_NOT_SIGNABLE(
      HttpStatus.CONFLICT,
      "The impression has been signed or decided already",
      "印模已签名或已审核",
      "Upload the impression anew if it has to change",
      "如需变更，请重新上传印模"),
  IMPRESSION_NOT_REVIEWABLE(
      HttpStatus.CONFLICT,
      "The impression does not wait for a review",
      "该印模不在待审核状态",
      "Read its state; only submitted impressions are reviewed",
      "请查看印模状态；仅可审核已提交的印模"),
  CLAIM_NOT_ALLOWED(
      HttpStatus.FORBIDDEN,
      "You may not claim this seal",
      "您无权领取该印章",
      "The legal representative claims seals, or authorises somebody first",
      "请由法定代表人领取，或先由其授权"),
  SEAL_NOT_USABLE(
      HttpStatus.CONFLICT,
      "The seal cannot be used",
      "该印章不可使用",
      "Claim the seal first; a revoked seal has to be made anew",
      "请先领取印章；已注销的印章需重新制作"),
  USE_DECIDED(
      HttpStatus.CONFLICT,
      "The use has been confirmed or given back already",
      "该次用章已确认或已释放",
      "Reserve a new use",
      "请重新申请用章");

  private final ProblemDefinition definition;

  SealProblem(HttpStatus status, String titleEn, String titleZh, String nextEn, String nextZh) {
    definition = new ProblemDefinition(status, titleEn, titleZh, nextEn, nextZh);
  }

  @Override
  public String service() {
    return "seals";
  }

  @Override
  public ProblemDefinition definition() {
    return definition;
  }
}

package org.bidseal.crypto.problem;

import org.bidseal.problem.ProblemDefinition;
import org.bidseal.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// What can be wrong with a phone's report.
public enum ReportProblem implements ProblemType {
  REPORT_NOT_VALID(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The statement is not a client report",
      "报告内容格式无效",
      "Update the app and report again; nothing was recorded.",
      "报告未记录，请更新应用后重新提交。"),
  REPORT_OF_ANOTHER_BID(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The report is about another bid",
      "该报告属于其他投标文件",
      "Send it to the bid that it names, or sign one for this bid.",
      "请提交至报告所属的投标文件，或为本投标文件重新签署报告。"),
  REPORT_DEVICE_FOREIGN(
      HttpStatus.FORBIDDEN,
      "The report is not from a device of yours",
      "该报告不是由您的设备签署",
      "Log in on the phone that signs, and report from there.",
      "请在签署报告的手机上登录后提交。"),
  DEVICE_KEY_MISSING(
      HttpStatus.CONFLICT,
      "This device has no key to sign reports with",
      "该设备尚未登记签署密钥",
      "Update the app and log in again on this device, which registers its key; then report again.",
      "请更新应用并在本机重新登录以登记设备密钥，然后重新提交报告。"),
  REPORT_SIGNATURE_WRONG(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The report's signature is wrong",
      "报告签名错误",
      "Sign the report with the key that this device registered.",
      "请使用本设备登记的密钥签署报告。"),
  TOO_MANY_REPORTS(
      HttpStatus.CONFLICT,
      "The bid has as many client reports as it may have",
      "该投标文件的客户端报告已达上限",
      "Tell the platform directly what happened.",
      "请直接向交易平台说明情况。");

  private final ProblemDefinition definition;

  ReportProblem(HttpStatus status, String titleEn, String titleZh, String nextEn, String nextZh) {
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

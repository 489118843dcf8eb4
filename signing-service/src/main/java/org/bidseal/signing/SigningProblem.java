package org.bidseal.signing;

import org.bidseal.problem.ProblemDefinition;
import org.bidseal.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems of signing-service.
public enum SigningProblem implements ProblemType {
  /// See [org.bidseal.signing.pdf.PdfRejectedException.Reason#NOT_A_PDF].
  NOT_A_PDF(
      HttpStatus.UNSUPPORTED_MEDIA_TYPE,
      "The file is not a PDF",
      "文件不是 PDF",
      "Upload a PDF file.",
      "请上传 PDF 文件。"),
  DOCUMENT_DAMAGED(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The document cannot be read",
      "文档无法读取",
      "Create the PDF again, for example by printing it to a new PDF, and upload it.",
      "请重新生成 PDF（例如重新打印为 PDF）后上传。"),
  DOCUMENT_ENCRYPTED(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The document is protected by a password",
      "文档已加密",
      "Remove the password protection and upload the document again.",
      "请取消文档的密码保护后重新上传。"),
  DOCUMENT_FORBIDS_SIGNATURES(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "An earlier signature permits no further one",
      "文档已有的签名不允许追加签名",
      "Ask whoever certified the document for a version that may be signed.",
      "请向文档的认证方索取允许签署的版本。"),
  TOO_MANY_PAGES(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The document has too many pages",
      "文档页数过多",
      "Split the document and upload the parts.",
      "请拆分文档后分别上传。"),
  PLACEMENT_OFF_PAGE(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "A seal would not lie on its page",
      "签章位置超出页面",
      "Choose a page of the document, and a position at which the whole seal fits.",
      "请选择文档内的页面，并确保印章完整位于页面内。"),
  TASK_NOT_OPEN(
      HttpStatus.CONFLICT,
      "The task can no longer be signed",
      "签章任务已结束",
      "Look at the task's state; ask the platform for a new task if it is needed.",
      "请查看任务状态；如仍需签署，请联系平台发起新任务。"),
  TASK_NOT_COMPLETED(
      HttpStatus.CONFLICT,
      "The task is not completed",
      "签章任务尚未完成",
      "Wait until every signatory has signed.",
      "请等待各签署方完成签署。"),
  SIGNING_IN_PROGRESS(
      HttpStatus.CONFLICT,
      "Somebody is signing this document at the moment",
      "该文档正在签署中",
      "Wait until the other signature is done and try again.",
      "请等待当前签署完成后重试。"),
  SIGNING_REQUEST_NOT_OPEN(
      HttpStatus.CONFLICT,
      "The signing request is no longer open",
      "签署请求已失效",
      "Scan the code and start signing again.",
      "请重新扫码发起签署。"),
  SESSION_NOT_CONFIRMED(
      HttpStatus.CONFLICT,
      "The QR session was not confirmed by you for this task",
      "扫码会话未由您为该任务确认",
      "Scan the code shown for this task and confirm it.",
      "请扫描该任务的二维码并确认。"),
  NOT_A_SIGNATORY(
      HttpStatus.FORBIDDEN,
      "Your enterprise has nothing left to sign here",
      "贵企业在该任务中没有待签署的位置",
      "Check the task's signatories with the platform.",
      "请与平台核对任务的签署方。"),
  CERTIFICATE_NOT_USABLE(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The certificate cannot be used for this signature",
      "证书不能用于本次签署",
      "Use a signing certificate of your own, in force, for the enterprise that signs.",
      "请使用您本人持有的、在有效期内的该企业签名证书。"),
  SEAL_TYPE_MISMATCH(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "No placement asks for a seal of this type",
      "没有要求此类印章的签署位置",
      "Choose a seal of the type that the task asks for.",
      "请选择任务所要求类型的印章。"),
  SIGNATURE_INVALID(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The signature does not verify",
      "签名验证失败",
      "Scan the code and sign again; nothing was sealed.",
      "请重新扫码签署；本次未加盖印章。"),
  SIGNING_FAILED(
      HttpStatus.INTERNAL_SERVER_ERROR,
      "The document could not be signed",
      "文档签署失败",
      "Scan the code and sign again; the use of the seal is given back.",
      "请重新扫码签署；用印次数已退还。");

  private final ProblemDefinition definition;

  SigningProblem(HttpStatus status, String titleEn, String titleZh, String nextEn, String nextZh) {
    definition = new ProblemDefinition(status, titleEn, titleZh, nextEn, nextZh);
  }

  @Override
  public String service() {
    return "signing";
  }

  @Override
  public ProblemDefinition definition() {
    return definition;
  }
}

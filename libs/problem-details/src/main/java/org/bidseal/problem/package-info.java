/// Rejections as the world outside sees them: RFC 9457 problems with a stable type, a title and a
/// next step in English and Chinese. Inside a service a rejection is a typed value or a
/// [org.bidseal.problem.ProblemException]; the package `web` renders it once, at the edge.
@NullMarked
package org.bidseal.problem;

import org.jspecify.annotations.NullMarked;

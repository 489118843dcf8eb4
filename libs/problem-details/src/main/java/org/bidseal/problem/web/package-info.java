/// The one place where exceptions become answers.
@NullMarked
package org.bidseal.problem.web;

import org.jspecify.annotations.NullMarked;

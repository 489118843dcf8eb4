/// The signing trail (签署轨迹): who did what to a task, written with what it tells of.
@NullMarked
package org.bidseal.signing.trail;

import org.jspecify.annotations.NullMarked;

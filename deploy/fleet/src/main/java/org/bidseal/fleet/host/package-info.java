/// What this machine runs besides: processes of earlier runs, holders of ports, ends of logs.
@NullMarked
package org.bidseal.fleet.host;

import org.jspecify.annotations.NullMarked;

/*
 * Functions that do not compile here. Include last.
 * Each has a safer neighbour: buf_printf, str_int, date_*, world->now_ms.
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets
#pragma GCC poison atoi atol atoll atof sscanf strtok alloca
#pragma GCC poison gmtime localtime ctime asctime time system popen

#endif

"use client"

import dynamic from "next/dynamic"

/** The five steps, whose script only a first run loads. The server renders them all the same. */
export const LazyChecks = dynamic(() => import("./checks.tsx").then((module) => module.Checks))

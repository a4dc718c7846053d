// What Plotly and the window hold that these modules use, for the type checker alone.

/** A shape of a figure's layout, as Plotly takes it. */
interface Shape {
  name?: string;
  [setting: string]: any;
}

interface Layout {
  shapes: Shape[];
  [setting: string]: any;
}

/** A figure as Python sends it; its name says what it holds. */
interface Figure {
  data: Record<string, any>[];
  layout: Layout;
  name: string;
}

/** A figure on its way to Plotly. */
interface Drawable {
  data: Record<string, any>[];
  layout: Layout;
}

interface Axis {
  _offset: number;
  _length: number;
  range: [number | string, number | string];
  d2p(value: number): number;
  p2d(pixel: number): number;
}

/** An element that Plotly draws in. */
interface Plot extends HTMLElement {
  data?: Record<string, any>[];
  layout: Layout;
  _fullLayout: { xaxis: Axis; yaxis: Axis };
  _fullData?: Record<string, any>[];
  drawn?: Promise<unknown>;
  on(event: string, act: (event: any) => void): void;
}

interface Plotly {
  react(plot: Plot, data: object[], layout: object, config: object): Promise<unknown>;
  relayout(plot: Plot, change: object): Promise<unknown>;
  update(plot: Plot, traces: object, layout: object): Promise<unknown>;
  purge(plot: Plot): void;
  Fx: { unhover(plot: Plot): void };
}

/** Where a stage stands, for one that is put in its place and for a page that is loaded again. */
interface StageMoment {
  session: string;
  number: string;
  t: number;
  view: string;
  speed: string;
  pathname: string;
  query: string;
}

interface DrawingMoment {
  session: string;
  data: string;
  view: [number, number][];
  opening: [number, number][];
  tool: string;
  requests: any;
  pathname: string;
  query: string;
}

/** What was typed into tables, by drawing, for one that is put in a table's place. */
interface GridMoment {
  session: string;
  rows: Record<string, import("./grid/rows.js").Rows>;
}

interface Window {
  gradientGrid?: GridMoment;
  gradientTerms?: unknown;
  Plotly?: Plotly;
  gradientPlotly?: Promise<Plotly>;
  gradientStyles?: Set<string>;
  gradientTouched: number;
  gradientLeaves: { from: string, at: number };
  gradientOutboxes?: Record<string, any>;
  gradientStage?: StageMoment;
  gradientAtRest?: import("./stage/payload.js").Rest;
  gradientDrawing?: DrawingMoment;
}

// In every browser since 2022, but not yet in the checker's list of that year.
interface Array<T> {
  findLast(holds: (value: T, at: number) => unknown): T | undefined;
}

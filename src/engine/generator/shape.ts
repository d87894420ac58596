/** How the generated code is cut: width of its vectors, and how much independent work stands side by side. */
export interface Shape {
  /** Subjects that share a vector. */
  readonly lanes: number;
  /** Bytes of a vector. */
  readonly vector: number;
  /** Units of a population worked on at once. */
  readonly unitsAbreast: number;
  /** Post units summed at once: they share the reads of their pre units, and their sums stay in registers. */
  readonly sumsAbreast: number;
  /** Post units worked on at once where synapses change: with more, sums and factors no longer fit into registers. */
  readonly changesAbreast: number;
  /** Post units worked on at once where only listed pre units are gone through. */
  readonly rowsAbreast: number;
  /** Blocks of random numbers drawn at once. */
  readonly drawsAbreast: number;
  /** Whether what cannot change is left out. */
  readonly skip: boolean;
  /** Whether one operation gives the upper halves of products; else they are picked from products of 64 bits. */
  readonly upperProducts: boolean;
}
